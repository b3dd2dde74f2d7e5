package dev.odyssey.streaming;

import dev.odyssey.events.Event;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * How event time moves, for every source of the suite.
 *
 * <p>An event moves it to the earlier of its occurredAt and recordedAt, so that a device whose
 * clock runs ahead does not; a heartbeat to its own time; dead letters do not move it. The
 * watermark stays a small bound behind what was seen: it absorbs disorder on the way, while
 * corrections take care of what comes later than that. Before the first event or heartbeat there is
 * no watermark, and it never goes back.
 */
public final class EventWatermarks<E extends Event> implements WatermarkStrategy<Ingested<E>> {

  /** A replay emits a watermark for each step of at least this much event time. */
  static final Duration STEP = Duration.ofSeconds(1);

  private final long disorder;
  private final boolean live;

  private EventWatermarks(Duration disorder, boolean live) {
    if (disorder.isNegative()) {
      throw new IllegalArgumentException("the bound on disorder is negative: " + disorder);
    }
    this.disorder = disorder.toMillis();
    this.live = live;
  }

  /**
   * For topics: a watermark at each of Flink's auto-watermark intervals, for each partition by
   * itself.
   *
   * @param disorder how far events of one partition may be out of order and still be in time
   */
  public static <E extends Event> EventWatermarks<E> live(Duration disorder) {
    return new EventWatermarks<>(disorder, true);
  }

  /**
   * For files: a function of the input alone, whatever the speed of the run, so that a replay gives
   * the same every time.
   *
   * @param disorder how far events may be out of order and still be in time
   */
  public static <E extends Event> EventWatermarks<E> replay(Duration disorder) {
    return new EventWatermarks<>(disorder, false);
  }

  @Override
  public TimestampAssigner<Ingested<E>> createTimestampAssigner(
      TimestampAssignerSupplier.Context context) {
    return EventWatermarks::basis;
  }

  @Override
  public WatermarkGenerator<Ingested<E>> createWatermarkGenerator(
      WatermarkGeneratorSupplier.Context context) {
    return live ? new Periodic<>(disorder) : new Stepwise<>(disorder);
  }

  /**
   * The instant that a record moves event time to, in epoch milliseconds.
   *
   * @param fallback of a dead letter, which moves nothing
   */
  static <E extends Event> long basis(Ingested<E> ingested, long fallback) {
    if (ingested instanceof Ingested.Fact<E> fact) {
      return Math.min(fact.event().occurredAt(), fact.event().recordedAt());
    }
    return ingested instanceof Ingested.Pulse<E> pulse ? pulse.pulsedAt() : fallback;
  }

  /** Remembers the greatest basis; emission is left to the two ways below. */
  private abstract static class Generator<E extends Event>
      implements WatermarkGenerator<Ingested<E>> {

    static final long NONE = Long.MIN_VALUE;

    private final long disorder;
    private long greatest = NONE;

    Generator(long disorder) {
      this.disorder = disorder;
    }

    final void see(Ingested<E> ingested) {
      greatest = Math.max(greatest, basis(ingested, NONE));
    }

    /** A watermark says that its own instant is over too, hence one millisecond less. */
    final long watermark() {
      return greatest == NONE ? NONE : greatest - disorder - 1;
    }
  }

  private static final class Periodic<E extends Event> extends Generator<E> {

    Periodic(long disorder) {
      super(disorder);
    }

    @Override
    public void onEvent(Ingested<E> ingested, long timestamp, WatermarkOutput output) {
      see(ingested);
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      if (watermark() != NONE) {
        output.emitWatermark(new Watermark(watermark()));
      }
    }
  }

  private static final class Stepwise<E extends Event> extends Generator<E> {

    private long emitted = NONE;

    Stepwise(long disorder) {
      super(disorder);
    }

    @Override
    public void onEvent(Ingested<E> ingested, long timestamp, WatermarkOutput output) {
      see(ingested);
      long watermark = watermark();
      if (watermark != NONE && (emitted == NONE || watermark - emitted >= STEP.toMillis())) {
        emitted = watermark;
        output.emitWatermark(new Watermark(watermark));
      }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      // The clock on the wall has no say in a replay.
    }
  }
}
