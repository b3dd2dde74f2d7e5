package dev.odyssey.scorecards.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.facts.OrderFacts;
import dev.odyssey.streaming.DeadLetter;
import dev.odyssey.streaming.Ingested;
import dev.odyssey.streaming.ReadPartitions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The day that a reader of two partitions is on. */
class FactWatermarksTest {

  private static final String MONDAY = "2025-03-03T";
  private static final String TUESDAY = "2025-03-04T";
  private static final String WEDNESDAY = "2025-03-05T";
  private static final String MIDNIGHT = "00:00:00Z";

  private final ReadPartitions<Ingested<OrderFacts>> partitions =
      new ReadPartitions<>(FactWatermarks.dailyOfSource());
  private final ReadPartitions<Ingested<OrderFacts>>.Partition first = partitions.partition("0");
  private final ReadPartitions<Ingested<OrderFacts>>.Partition second = partitions.partition("1");

  @BeforeEach
  void start() {
    first.read(pulse(MONDAY + "08:00:00Z"));
    second.read(pulse(MONDAY + "08:00:00Z"));
    assertThat(days()).containsExactly(MONDAY + MIDNIGHT);
  }

  @Test
  void aPartitionWithHeartbeatsAloneDoesNotHoldUpTheDay() {
    first.read(fact(TUESDAY + "09:00:00Z"));
    second.read(pulse(TUESDAY + "09:00:01Z"));
    assertThat(days()).containsExactly(MONDAY + MIDNIGHT, TUESDAY + MIDNIGHT);
  }

  @Test
  void theDayBeginsWhereNobodyIsCountedAtAll() {
    first.read(pulse(TUESDAY + MIDNIGHT));
    second.read(pulse(TUESDAY + MIDNIGHT));
    assertThat(days()).containsExactly(MONDAY + MIDNIGHT, TUESDAY + MIDNIGHT);
  }

  @Test
  void aPartitionThatCannotBeReadHoldsUpTheDayUntilItsBacklogIsRead() {
    for (int minute = 10; minute < 60; minute++) {
      first.read(pulse(TUESDAY + "00:" + minute + ":00Z"));
      second.waitInVain();
    }
    first.read(fact(WEDNESDAY + "07:00:00Z"));
    assertThat(days()).as("while it is away").containsExactly(MONDAY + MIDNIGHT);

    second.read(fact(MONDAY + "23:59:00Z"));
    assertThat(days()).as("of its backlog").containsExactly(MONDAY + MIDNIGHT);
    second.read(fact(TUESDAY + "08:00:00Z"));
    second.read(pulse(WEDNESDAY + "07:00:00Z"));
    assertThat(days()).containsExactly(MONDAY + MIDNIGHT, TUESDAY + MIDNIGHT, WEDNESDAY + MIDNIGHT);
  }

  @Test
  void aHeartbeatThatClaimsNothingAndADeadLetterAreOfNoDay() {
    var third = partitions.partition("2");
    third.read(pulse("1970-01-01T00:00:00Z"));
    third.read(new Ingested.Dead<>(DeadLetter.ofLine("f", 1, new byte[0], "rubbish")));
    first.read(fact(TUESDAY + "09:00:00Z"));
    second.read(fact(TUESDAY + "09:00:00Z"));
    assertThat(days()).as("the third knows of none").containsExactly(MONDAY + MIDNIGHT);
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

  /** The watermarks of the reader so far. */
  private List<String> days() {
    return partitions.times().stream().map(at -> Instant.ofEpochMilli(at).toString()).toList();
  }
}
