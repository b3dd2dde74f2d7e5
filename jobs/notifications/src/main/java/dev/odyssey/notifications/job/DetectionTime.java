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
  private static final long NEVER = Long.MIN_VALUE;

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
   * For topics: time is the clock's, a little behind. After a start it stands still for a while, so
   * that what has come in the meantime is read before a hold that is over takes effect: a defect
   * may long have been cleared.
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

  /**
   * For files: time is the latest that was met, which is when the next record arrived, whatever it
   * says of itself. A function of the input alone.
   */
  static <T> WatermarkStrategy<T> replay(SerializableFunction<T, Long> recordedAt) {
    return new DetectionTime<>(recordedAt, null, Duration.ZERO, Duration.ZERO);
  }

  @Override
  public TimestampAssigner<T> createTimestampAssigner(TimestampAssignerSupplier.Context context) {
    if (clock != null) {
      return (element, before) -> Math.min(recordedAt.apply(element), clock.millis());
    }
    return new Latest<>(recordedAt);
  }

  @Override
  public WatermarkGenerator<T> createWatermarkGenerator(
      WatermarkGeneratorSupplier.Context context) {
    return clock != null ? new ByTheClock<>(clock, lag, settle) : new ByTheRecords<>();
  }

  private static final class Latest<T> implements TimestampAssigner<T> {

    private final SerializableFunction<T, Long> recordedAt;
    private long latest = NEVER;

    Latest(SerializableFunction<T, Long> recordedAt) {
      this.recordedAt = recordedAt;
    }

    @Override
    public long extractTimestamp(T element, long before) {
      latest = Math.max(latest, recordedAt.apply(element));
      return latest;
    }
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

  private static final class ByTheRecords<T> implements WatermarkGenerator<T> {

    private long latest = NEVER;

    @Override
    public void onEvent(T element, long timestamp, WatermarkOutput output) {
      if (timestamp > latest) {
        latest = timestamp;
        // More may come of this very instant.
        output.emitWatermark(new Watermark(timestamp - 1));
      }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      // The clock on the wall has no say in a replay.
    }
  }
}
