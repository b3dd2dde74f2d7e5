package dev.odyssey.notifications.job;

import static dev.odyssey.streaming.TestEvents.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.events.OrderEvent;
import dev.odyssey.streaming.Ingested;
import dev.odyssey.streaming.ReadPartitions;
import dev.odyssey.streaming.TestEvents;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The time of a reader of two partitions. */
class HeartbeatTimeTest {

  private static final Duration LAG = Duration.ofSeconds(2);
  private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(NOON), ZoneOffset.UTC);

  private final HeartbeatTime<OrderEvent> strategy =
      new HeartbeatTime<>(CLOCK, LAG, Duration.ofSeconds(150));
  private final ReadPartitions<Ingested<OrderEvent>> partitions = new ReadPartitions<>(strategy);
  private final List<Long> times = partitions.times();
  private final ReadPartitions<Ingested<OrderEvent>>.Partition first = partitions.partition("0");
  private final ReadPartitions<Ingested<OrderEvent>>.Partition second = partitions.partition("1");

  @Test
  void timeIsThatOfTheHeartbeatsALittleBehind() {
    first.read(pulse(NOON));
    assertThat(times).as("of one partition alone").isEmpty();
    second.read(pulse(NOON + 1));
    assertThat(times).containsExactly(NOON - 2_001);
  }

  @Test
  void timeStandsStillWhileNothingCanBeRead() {
    first.read(pulse(NOON));
    second.read(pulse(NOON));
    for (int tick = 0; tick < 600; tick++) {
      first.waitInVain();
      second.waitInVain();
    }
    assertThat(times).containsExactly(NOON - 2_001);
  }

  @Test
  void whatPiledUpIsReadBeforeTimeGoesOn() {
    first.read(pulse(NOON));
    second.read(pulse(NOON));
    first.read(fact(NOON + 90_000));
    second.read(fact(NOON + 100_000));
    first.read(pulse(NOON + 120_000));
    second.read(pulse(NOON));
    assertThat(times).as("the second is still read").containsExactly(NOON - 2_001);
    second.read(pulse(NOON + 121_000));
    assertThat(times).containsExactly(NOON - 2_001, NOON + 117_999);
  }

  @Test
  void aBacklogIsReadBeforeTimeBegins() {
    for (long ago = 3_600_000; ago > 150_000; ago -= 1_000) {
      first.read(pulse(NOON - ago));
      second.read(pulse(NOON - ago));
    }
    assertThat(times).isEmpty();
    first.read(pulse(NOON - 150_000));
    second.read(pulse(NOON - 150_000));
    assertThat(times).containsExactly(NOON - 152_001);
  }

  @Test
  void heartbeatsOfAWriterThatIsBehindMoveNothing() {
    first.read(pulse(NOON));
    second.read(pulse(NOON));
    first.read(pulse(NOON - 120_000));
    second.read(pulse(0));
    assertThat(times).containsExactly(NOON - 2_001);
  }

  @Test
  void anEventIsOfTheTimeItWasRecordedButNotOfTheFuture() {
    var assigner = strategy.createTimestampAssigner(null);
    assertThat(assigner.extractTimestamp(fact(NOON - 7), 1)).isEqualTo(NOON - 7);
    assertThat(assigner.extractTimestamp(fact(NOON + 7), 1)).isEqualTo(NOON);
  }

  private static Ingested<OrderEvent> pulse(long at) {
    return new Ingested.Pulse<>(at);
  }

  private static Ingested<OrderEvent> fact(long recordedAt) {
    return new Ingested.Fact<>(TestEvents.placed("e", recordedAt, recordedAt));
  }
}
