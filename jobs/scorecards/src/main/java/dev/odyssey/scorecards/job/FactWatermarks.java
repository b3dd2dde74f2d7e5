package dev.odyssey.scorecards.job;

import dev.odyssey.facts.Fact;
import dev.odyssey.streaming.Ingested;
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
 * How time moves for facts: to the beginning of the day, in UTC, on which the latest was decided.
 *
 * <p>Time is the calendar here, and nothing else: it says which days have begun, for the window
 * that tiers are decided on, and which are past the retention. No fact is late, whatever the
 * watermark, since each replaces an earlier one of its subject. So the watermark needs no bound on
 * disorder, and one a day is enough; it follows from the facts alone, however fast they are read.
 */
public final class FactWatermarks<T> implements WatermarkStrategy<T> {

  private static final long serialVersionUID = 1;

  private static final Duration IDLE_AFTER = Duration.ofMinutes(1);

  /** Of what is no fact: before every day. */
  private static final long NEVER = Long.MIN_VALUE;

  private final SerializableFunction<T, Long> decidedAt;

  /**
   * Of a source: a partition on which nobody is counted does not hold up the day of the others.
   * When all are silent, the next day begins with the next fact.
   */
  public static <F extends Fact> WatermarkStrategy<F> daily() {
    return new FactWatermarks<F>(Fact::decidedAt).withIdleness(IDLE_AFTER);
  }

  /** The same of a source that yields what is no fact too. */
  static <F extends Fact> WatermarkStrategy<Ingested<F>> dailyOfSource() {
    return new FactWatermarks<Ingested<F>>(
            ingested ->
                ingested instanceof Ingested.Fact<F> fact ? fact.event().decidedAt() : NEVER)
        .withIdleness(IDLE_AFTER);
  }

  private FactWatermarks(SerializableFunction<T, Long> decidedAt) {
    this.decidedAt = decidedAt;
  }

  @Override
  public TimestampAssigner<T> createTimestampAssigner(TimestampAssignerSupplier.Context context) {
    return (element, before) -> decidedAt.apply(element);
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
      // A day begins with a fact.
    }
  }
}
