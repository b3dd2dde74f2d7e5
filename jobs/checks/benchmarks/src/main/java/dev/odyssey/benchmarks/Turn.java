package dev.odyssey.benchmarks;

/**
 * What a contestant's turn took.
 *
 * @param records how many it took in
 * @param out how many came of them
 */
record Turn(int records, Meter spent, long out) {

  double threadMicrosPerRecord() {
    return spent.threadNanos() / 1e3 / records;
  }

  double kibPerRecord() {
    return spent.bytes() / 1024.0 / records;
  }

  double outPerRecord() {
    return (double) out / records;
  }
}
