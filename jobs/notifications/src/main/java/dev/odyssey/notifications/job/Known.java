package dev.odyssey.notifications.job;

import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.operators.TimestampedCollector;
import org.apache.flink.util.Collector;
import org.apache.flink.util.function.SerializableFunction;

/**
 * Makes an input of something, with the time at which it was known. When it happened does not
 * matter: what was not known yet could not be decided by.
 */
final class Known<T, I> extends ProcessFunction<T, I> {

  private static final long serialVersionUID = 1;

  private final SerializableFunction<T, I> input;
  private final SerializableFunction<T, Long> knownAt;

  Known(SerializableFunction<T, I> input, SerializableFunction<T, Long> knownAt) {
    this.input = input;
    this.knownAt = knownAt;
  }

  @Override
  public void processElement(T something, Context context, Collector<I> out) {
    ((TimestampedCollector<I>) out).setAbsoluteTimestamp(knownAt.apply(something));
    out.collect(input.apply(something));
  }
}
