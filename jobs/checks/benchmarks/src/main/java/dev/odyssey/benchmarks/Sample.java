package dev.odyssey.benchmarks;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * What some events took.
 *
 * @param events how many there were; 0 at the end of the input
 * @param threadNanos CPU time of the one thread that ran the operators
 * @param processNanos CPU time of the whole JVM: that thread, garbage collection, compilers, and
 *     RocksDB's flushes and compactions
 * @param bytes what the thread allocated
 * @param openOrders open orders after the last event
 * @param missedWindows missed windows found, those taken back subtracted
 */
record Sample(
    long events,
    long threadNanos,
    long processNanos,
    long bytes,
    long openOrders,
    long missedWindows) {

  double threadMicrosPerEvent() {
    return threadNanos / 1e3 / events;
  }

  double processMicrosPerEvent() {
    return processNanos / 1e3 / events;
  }

  double bytesPerEvent() {
    return (double) bytes / events;
  }

  String toLine() {
    return LongStream.of(events, threadNanos, processNanos, bytes, openOrders, missedWindows)
        .mapToObj(Long::toString)
        .collect(Collectors.joining(" "));
  }

  static Sample ofLine(String line) {
    long[] n = Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray();
    return new Sample(n[0], n[1], n[2], n[3], n[4], n[5]);
  }
}
