package dev.odyssey.notifications.job;

import java.time.Clock;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.util.function.SerializableFunction;

/**
 * How time moves for notifications where heartbeats are switched off: by the clock on the wall,
 * which goes on whether a topic can be read or not. It is held by the other topics alone, {@link
 * dev.odyssey.streaming.TimeWhenRead}.
 *
 * <p>Tests and imports want it, whose heartbeats are of another time than the one in which defects
 * are detected.
 */
final class DetectionTime<T> implements WatermarkStrategy<T> {

  private static final long serialVersionUID = 1;

  private final SerializableFunction<T, Long> recordedAt;
  private final Clock clock;
  private final Duration lag;

  private DetectionTime(SerializableFunction<T, Long> recordedAt, Clock clock, Duration lag) {
    this.recordedAt = recordedAt;
    this.clock = clock;
    this.lag = lag;
  }

  /**
   * Time is the clock's, a little behind.
   *
   * <p>To be assigned behind a source and not in it: a source tells no time of a partition that has
   * never had a record.
   *
   * @param clock tells the wall time; serializable, as those of the JDK are
   * @param lag how long a record may be on its way
   */
  static <T> WatermarkStrategy<T> live(
      SerializableFunction<T, Long> recordedAt, Clock clock, Duration lag) {
    return new DetectionTime<>(recordedAt, clock, lag);
  }

  @Override
  public TimestampAssigner<T> createTimestampAssigner(TimestampAssignerSupplier.Context context) {
    return (element, before) -> Math.min(recordedAt.apply(element), clock.millis());
  }

  @Override
  public WatermarkGenerator<T> createWatermarkGenerator(
      WatermarkGeneratorSupplier.Context context) {
    return new ByTheClock<>(clock, lag);
  }

  private static final class ByTheClock<T> implements WatermarkGenerator<T> {

    private final Clock clock;
    private final long lag;

    ByTheClock(Clock clock, Duration lag) {
      this.clock = clock;
      this.lag = lag.toMillis();
    }

    @Override
    public void onEvent(T element, long timestamp, WatermarkOutput output) {
      // Time goes on without.
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      output.emitWatermark(new Watermark(clock.millis() - lag - 1));
    }
  }
}
