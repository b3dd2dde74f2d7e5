package dev.odyssey.notifications.job;

import java.time.Clock;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.operators.TimestampedCollector;
import org.apache.flink.util.Collector;

/** Gives what is said the time at which it was read. */
final class StampWhenRead<T> extends ProcessFunction<T, T> {

  private static final long serialVersionUID = 1;

  private final Clock clock;

  StampWhenRead(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void processElement(T said, Context context, Collector<T> out) {
    ((TimestampedCollector<T>) out).setAbsoluteTimestamp(clock.millis());
    out.collect(said);
  }
}
