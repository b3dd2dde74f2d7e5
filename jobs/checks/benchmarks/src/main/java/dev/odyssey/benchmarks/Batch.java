package dev.odyssey.benchmarks;

/**
 * Records as they lie in the buffers of a keyed exchange.
 *
 * @param records each as its serializer writes it
 * @param timestamps of each, in epoch milliseconds; never before that of the one before
 */
@SuppressWarnings("ArrayRecordComponent") // read in a tight loop, and never compared
record Batch(byte[][] records, long[] timestamps) {

  /** How many there are. */
  int size() {
    return records.length;
  }
}
