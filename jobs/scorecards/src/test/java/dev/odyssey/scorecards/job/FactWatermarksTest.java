package dev.odyssey.scorecards.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.facts.OrderFacts;
import dev.odyssey.streaming.DeadLetter;
import dev.odyssey.streaming.Ingested;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkOutputMultiplexer;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The day that a reader of two partitions is on. */
class FactWatermarksTest {

  private static final String MONDAY = "2025-03-03T";
  private static final String TUESDAY = "2025-03-04T";
  private static final String WEDNESDAY = "2025-03-05T";
  private static final String MIDNIGHT = "00:00:00Z";

  private final Emitted emitted = new Emitted();
  private final WatermarkOutputMultiplexer partitions = new WatermarkOutputMultiplexer(emitted);
  private final WatermarkStrategy<Ingested<OrderFacts>> strategy = FactWatermarks.dailyOfSource();
  private Partition first;
  private Partition second;

  @BeforeEach
  void start() {
    first = new Partition("0");
    second = new Partition("1");
    first.read(pulse(MONDAY + "08:00:00Z"));
    second.read(pulse(MONDAY + "08:00:00Z"));
    assertThat(emitted.days).containsExactly(MONDAY + MIDNIGHT);
  }

  @Test
  void aPartitionWithHeartbeatsAloneDoesNotHoldUpTheDay() {
    first.read(fact(TUESDAY + "09:00:00Z"));
    second.read(pulse(TUESDAY + "09:00:01Z"));
    assertThat(emitted.days).containsExactly(MONDAY + MIDNIGHT, TUESDAY + MIDNIGHT);
  }

  @Test
  void theDayBeginsWhereNobodyIsCountedAtAll() {
    first.read(pulse(TUESDAY + MIDNIGHT));
    second.read(pulse(TUESDAY + MIDNIGHT));
    assertThat(emitted.days).containsExactly(MONDAY + MIDNIGHT, TUESDAY + MIDNIGHT);
  }

  @Test
  void aPartitionThatCannotBeReadHoldsUpTheDayUntilItsBacklogIsRead() {
    for (int minute = 10; minute < 60; minute++) {
      first.read(pulse(TUESDAY + "00:" + minute + ":00Z"));
      second.waitInVain();
    }
    first.read(fact(WEDNESDAY + "07:00:00Z"));
    assertThat(emitted.days).as("while it is away").containsExactly(MONDAY + MIDNIGHT);

    second.read(fact(MONDAY + "23:59:00Z"));
    assertThat(emitted.days).as("of its backlog").containsExactly(MONDAY + MIDNIGHT);
    second.read(fact(TUESDAY + "08:00:00Z"));
    second.read(pulse(WEDNESDAY + "07:00:00Z"));
    assertThat(emitted.days)
        .containsExactly(MONDAY + MIDNIGHT, TUESDAY + MIDNIGHT, WEDNESDAY + MIDNIGHT);
  }

  @Test
  void aHeartbeatThatClaimsNothingAndADeadLetterAreOfNoDay() {
    Partition third = new Partition("2");
    third.read(pulse("1970-01-01T00:00:00Z"));
    third.read(new Ingested.Dead<>(DeadLetter.ofLine("f", 1, new byte[0], "rubbish")));
    first.read(fact(TUESDAY + "09:00:00Z"));
    second.read(fact(TUESDAY + "09:00:00Z"));
    assertThat(emitted.days).as("the third knows of none").containsExactly(MONDAY + MIDNIGHT);
  }

  private static Ingested<OrderFacts> fact(String decidedAt) {
    return new Ingested.Fact<>(OrderFacts.withdrawn("O1", 5, millis(decidedAt)));
  }

  private static Ingested<OrderFacts> pulse(String pulsedAt) {
    return new Ingested.Pulse<>(millis(pulsedAt));
  }

  private static long millis(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }

  /** As Flink's source has it: a generator for each, the least of them for the reader. */
  private final class Partition {

    private final WatermarkGenerator<Ingested<OrderFacts>> generator =
        strategy.createWatermarkGenerator(null);
    private final WatermarkOutput toReader;

    Partition(String id) {
      partitions.registerNewOutput(
          id,
          new WatermarkOutputMultiplexer.WatermarkUpdateListener() {
            @Override
            public void onWatermarkUpdate(long watermark) {}

            @Override
            public void onIdleUpdate(boolean isIdle) {
              assertThat(isIdle).as("no partition is ever idle").isFalse();
            }
          });
      toReader = partitions.getImmediateOutput(id);
    }

    void read(Ingested<OrderFacts> record) {
      long timestamp = strategy.createTimestampAssigner(null).extractTimestamp(record, 0);
      generator.onEvent(record, timestamp, toReader);
      waitInVain();
    }

    void waitInVain() {
      generator.onPeriodicEmit(toReader);
    }
  }

  private static final class Emitted implements WatermarkOutput {

    private final List<String> days = new ArrayList<>();

    @Override
    public void emitWatermark(Watermark watermark) {
      days.add(Instant.ofEpochMilli(watermark.getTimestamp()).toString());
    }

    @Override
    public void markIdle() {
      throw new AssertionError("no partition is ever idle");
    }

    @Override
    public void markActive() {}
  }
}
