package dev.odyssey.benchmarks;

import dev.odyssey.events.OrderEventType;

/**
 * A stretch of input as it lies in the buffers of a keyed exchange: events one after the other, as
 * the event serializer writes them, and the watermarks between them.
 *
 * @param bytes the events
 * @param ends where in the bytes each event ends
 * @param types the type of each event: what a filter ahead of the exchange goes by
 * @param timestamps when each event happened, in epoch milliseconds
 * @param watermarks the watermark that comes before each event; {@link #NO_WATERMARK} for none
 * @param openOrders how many orders are placed, and neither completed nor cancelled, at its end
 */
@SuppressWarnings("ArrayRecordComponent") // read in a tight loop, and never compared
record Chunk(
    byte[] bytes,
    int[] ends,
    OrderEventType[] types,
    long[] timestamps,
    long[] watermarks,
    int openOrders) {

  static final long NO_WATERMARK = Long.MIN_VALUE;

  /** How many events there are. */
  int size() {
    return ends.length;
  }
}
