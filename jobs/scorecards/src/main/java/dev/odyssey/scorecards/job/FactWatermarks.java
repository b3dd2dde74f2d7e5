package dev.odyssey.scorecards.job;

import dev.odyssey.facts.Fact;
import dev.odyssey.streaming.Ingested;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.util.function.SerializableFunction;

/**
 * How time moves for facts: to the beginning of the day, in UTC, of the latest fact or heartbeat.
 *
 * <p>Time is the calendar here, and nothing else: it says which days have begun, for the window
 * that tiers are decided on, and which are past the retention. No fact is late, whatever the
 * watermark, since each replaces an earlier one of its subject. So the watermark needs no bound on
 * disorder, and one a day is enough; it follows from what is read alone, however fast that is.
 *
 * <p>No partition is ever taken for idle. One that cannot be read looks like one on which nobody is
 * counted, and a day that has ended for the tiers cannot be opened again; heartbeats tell the two
 * apart, since each goes through its partition behind the facts that were there before it.
 */
public final class FactWatermarks<T> implements WatermarkStrategy<T> {

  private static final long serialVersionUID = 1;

  /** Of what is neither: before every day. */
  private static final long NEVER = Long.MIN_VALUE;

  private final SerializableFunction<T, Long> instant;

  /** Of facts without heartbeats, as a replay has them: a day begins with a fact. */
  public static <F extends Fact> WatermarkStrategy<F> daily() {
    return new FactWatermarks<F>(Fact::decidedAt);
  }

  /** Of a source of facts and heartbeats: a day begins where every partition has reached it. */
  static <F extends Fact> WatermarkStrategy<Ingested<F>> dailyOfSource() {
    return new FactWatermarks<Ingested<F>>(FactWatermarks::instant);
  }

  private FactWatermarks(SerializableFunction<T, Long> instant) {
    this.instant = instant;
  }

  private static <F extends Fact> long instant(Ingested<F> ingested) {
    if (ingested instanceof Ingested.Fact<F> fact) {
      return fact.event().decidedAt();
    }
    // A heartbeat that claims nothing yet is of 1970, which is no day to decide tiers on.
    return ingested instanceof Ingested.Pulse<F> pulse && pulse.pulsedAt() > 0
        ? pulse.pulsedAt()
        : NEVER;
  }

  @Override
  public TimestampAssigner<T> createTimestampAssigner(TimestampAssignerSupplier.Context context) {
    return (element, before) -> instant.apply(element);
  }

  @Override
  public WatermarkGenerator<T> createWatermarkGenerator(
      WatermarkGeneratorSupplier.Context context) {
    return new Daily<>();
  }

  private static final class Daily<T> implements WatermarkGenerator<T> {

    private long today = Long.MIN_VALUE;

    @Override
    public void onEvent(T element, long timestamp, WatermarkOutput output) {
      if (timestamp == NEVER) {
        return;
      }
      long day = Days.beginning(Days.of(timestamp));
      if (day > today) {
        today = day;
        output.emitWatermark(new Watermark(day));
      }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      // A day begins with what is read.
    }
  }
}
