package dev.odyssey.benchmarks;

import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.OrderEventType;
import dev.odyssey.streaming.types.OrderEventSerializer;
import java.util.function.Predicate;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.function.ThrowingConsumer;

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

  /** Hands over watermarks, and the events that a filter lets through, as a task reads them. */
  void read(
      Predicate<OrderEventType> filter,
      ThrowingConsumer<Watermark, Exception> ofWatermarks,
      ThrowingConsumer<StreamRecord<OrderEvent>, Exception> ofEvents)
      throws Exception {
    DataInputDeserializer in = new DataInputDeserializer();
    int start = 0;
    for (int i = 0; i < size(); i++) {
      if (watermarks[i] != NO_WATERMARK) {
        ofWatermarks.accept(new Watermark(watermarks[i]));
      }
      if (filter.test(types[i])) {
        in.setBuffer(bytes, start, ends[i] - start);
        OrderEvent event = OrderEventSerializer.INSTANCE.deserialize(in);
        ofEvents.accept(new StreamRecord<>(event, timestamps[i]));
      }
      start = ends[i];
    }
  }
}
