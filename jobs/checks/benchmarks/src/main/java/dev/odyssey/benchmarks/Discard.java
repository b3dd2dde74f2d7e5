package dev.odyssey.benchmarks;

import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Takes what is keyed and drops it: what every keyed operator costs at least. */
final class Discard<T> extends KeyedProcessFunction<String, T, Alert> {

  private static final long serialVersionUID = 1;

  @Override
  public void processElement(T value, Context context, Collector<Alert> out) {
    // Nothing is all that it does.
  }
}
