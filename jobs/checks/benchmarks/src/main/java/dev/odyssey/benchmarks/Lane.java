package dev.odyssey.benchmarks;

import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.OrderEventType;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/**
 * One keyed operator, real but for the task around it, and the part of the input that is let
 * through to it. The thread that feeds it does all that a task's thread does for an event: reads it
 * from the bytes of the exchange, sets the key, processes it, and what timers the watermark sets
 * off. What comes out is handed over and dropped.
 */
final class Lane<OUT> implements AutoCloseable {

  private final KeyedOneInputStreamOperatorTestHarness<String, OrderEvent, OUT> harness;
  private final Predicate<OrderEventType> filter;

  Lane(
      StreamOperatorFactory<OUT> operator,
      Store store,
      Predicate<OrderEventType> filter,
      Consumer<OUT> output)
      throws Exception {
    this.filter = filter;
    harness =
        Harnesses.open(
            new KeyedOneInputStreamOperatorTestHarness<>(
                operator, OrderEvent::orderId, Types.STRING, 128, 1, 0),
            store,
            output);
  }

  void feed(Chunk chunk) throws Exception {
    chunk.read(filter, harness::processWatermark, harness::processElement);
  }

  /** Says that time is over: every timer goes off. */
  void endOfTime() throws Exception {
    harness.processWatermark(Long.MAX_VALUE);
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }
}
