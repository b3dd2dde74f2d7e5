package dev.odyssey.benchmarks;

import dev.odyssey.events.OrderEvent;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Takes a keyed event and drops it: what every keyed operator costs at least. */
final class Discard extends KeyedProcessFunction<String, OrderEvent, Alert> {

  private static final long serialVersionUID = 1;

  @Override
  public void processElement(OrderEvent event, Context context, Collector<Alert> out) {
    // Nothing is all that it does.
  }
}
