package dev.odyssey.notifications.job;

import dev.odyssey.events.Event;
import dev.odyssey.streaming.Ingested;
import java.time.Clock;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * How time moves for notifications while the topics of events can be read: to the greatest
 * heartbeat of each partition, a little behind. The clock on the wall has no say in it.
 *
 * <p>A heartbeat stands in its partition behind what was written before it. While the brokers are
 * away none is read, so time stands still and no hold runs out; when they are back, what piled up
 * is read before the heartbeats that follow it, and these claim nothing new until those who were
 * cut off have had time to write. Events move nothing: when they were recorded is said by whoever
 * recorded them, and a clock of his that is ahead must not end the holds of others. Nor do
 * heartbeats of the past: while a backlog is read, what ends the holds of then is behind it.
 *
 * <p>To be assigned in the source, where partitions are told apart.
 */
final class HeartbeatTime<E extends Event> implements WatermarkStrategy<Ingested<E>> {

  private static final long serialVersionUID = 1;

  private static final long NONE = Long.MIN_VALUE;

  private final Clock clock;
  private final Duration lag;
  private final Duration fresh;

  /**
   * Time by heartbeats.
   *
   * @param clock tells the wall time; serializable, as those of the JDK are
   * @param lag how long a change of a defect may be on its way
   * @param fresh heartbeats that are older than this are a backlog
   */
  HeartbeatTime(Clock clock, Duration lag, Duration fresh) {
    this.clock = clock;
    this.lag = lag;
    this.fresh = fresh;
  }

  /** An event counts when it was recorded, but not later than it is read. */
  @Override
  public TimestampAssigner<Ingested<E>> createTimestampAssigner(
      TimestampAssignerSupplier.Context context) {
    return (ingested, before) ->
        ingested instanceof Ingested.Fact<E> fact
            ? Math.min(fact.event().recordedAt(), clock.millis())
            : before;
  }

  @Override
  public WatermarkGenerator<Ingested<E>> createWatermarkGenerator(
      WatermarkGeneratorSupplier.Context context) {
    return new ByHeartbeats<>(clock, lag, fresh);
  }

  private static final class ByHeartbeats<E extends Event>
      implements WatermarkGenerator<Ingested<E>> {

    private final Clock clock;
    private final long lag;
    private final long fresh;
    private long greatest = NONE;

    ByHeartbeats(Clock clock, Duration lag, Duration fresh) {
      this.clock = clock;
      this.lag = lag.toMillis();
      this.fresh = fresh.toMillis();
    }

    @Override
    public void onEvent(Ingested<E> ingested, long timestamp, WatermarkOutput output) {
      if (ingested instanceof Ingested.Pulse<E> pulse) {
        greatest = Math.max(greatest, pulse.pulsedAt());
      }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      if (greatest != NONE && clock.millis() - greatest <= fresh) {
        output.emitWatermark(new Watermark(greatest - lag - 1));
      }
    }
  }
}
