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
 * How time moves for notifications: by the clock that events are recorded and defects detected by,
 * which is not event time. Holds, caps and storms are about when people could know.
 *
 * <p>A watermark says here that whatever was recorded or detected by then has been read.
 */
final class DetectionTime<T> implements WatermarkStrategy<T> {

  private static final long serialVersionUID = 1;

  private final SerializableFunction<T, Long> recordedAt;
  private final Clock clock;
  private final Duration lag;
  private final Duration settle;

  private DetectionTime(
      SerializableFunction<T, Long> recordedAt, Clock clock, Duration lag, Duration settle) {
    this.recordedAt = recordedAt;
    this.clock = clock;
    this.lag = lag;
    this.settle = settle;
  }

  /**
   * Time is the clock's, a little behind. After a start it stands still for a while, so that what
   * has come in the meantime is read before a hold that is over takes effect: a defect may long
   * have been cleared.
   *
   * <p>To be assigned behind a source and not in it: a source tells no time of a partition that has
   * never had a record.
   *
   * @param clock tells the wall time; serializable, as those of the JDK are
   * @param lag how long a record may be on its way
   * @param settle how long time stands still after a start
   */
  static <T> WatermarkStrategy<T> live(
      SerializableFunction<T, Long> recordedAt, Clock clock, Duration lag, Duration settle) {
    return new DetectionTime<>(recordedAt, clock, lag, settle);
  }

  @Override
  public TimestampAssigner<T> createTimestampAssigner(TimestampAssignerSupplier.Context context) {
    return (element, before) -> Math.min(recordedAt.apply(element), clock.millis());
  }

  @Override
  public WatermarkGenerator<T> createWatermarkGenerator(
      WatermarkGeneratorSupplier.Context context) {
    return new ByTheClock<>(clock, lag, settle);
  }

  private static final class ByTheClock<T> implements WatermarkGenerator<T> {

    private final Clock clock;
    private final long lag;
    private final long from;

    ByTheClock(Clock clock, Duration lag, Duration settle) {
      this.clock = clock;
      this.lag = lag.toMillis();
      this.from = clock.millis() + settle.toMillis();
    }

    @Override
    public void onEvent(T element, long timestamp, WatermarkOutput output) {
      // Time goes on without.
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      long now = clock.millis();
      if (now >= from) {
        output.emitWatermark(new Watermark(now - lag - 1));
      }
    }
  }
}
