package dev.odyssey.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ReadingClockTest {

  private static final long START = 100_000;
  private static final long SETTLED = START + 10_000;

  private final ReadingClock clock =
      new ReadingClock(START, Duration.ofSeconds(10), Duration.ofSeconds(3));

  @Test
  void afterAStartNothingIsKnownUntilItHasSettled() {
    assertThat(ask(START + 1, Map.of(0, 5L))).isEmpty();
    assertThat(ask(SETTLED - 1, Map.of(0, 5L))).isEmpty();
    assertThat(ask(SETTLED, Map.of(0, 5L))).hasValue(SETTLED);
  }

  @Test
  void silenceLetsTimeGoOn() {
    ask(START, Map.of(0, 5L));
    assertThat(ask(SETTLED + 1, Map.of(0, 5L))).hasValue(SETTLED + 1);
    assertThat(ask(SETTLED + 2, Map.of(0, 5L))).hasValue(SETTLED + 2);
  }

  @Test
  void whatIsThereIsReadFirst() {
    ask(START, Map.of(0, 5L, 1, 7L));
    clock.passed(1, 7);
    clock.asked(SETTLED);
    clock.answered(Map.of(0, 5L, 1, 9L), SETTLED);
    clock.passed(1, 8);
    assertThat(clock.readUntil(SETTLED + 5)).isEmpty();
    assertThat(clock.isFree()).as("it waits for the answer to come true").isFalse();
    clock.passed(1, 9);
    assertThat(clock.readUntil(SETTLED + 6)).as("when it was asked").hasValue(SETTLED);
    assertThat(clock.readUntil(SETTLED + 7)).as("once").isEmpty();
    assertThat(clock.isFree()).isTrue();
  }

  @Test
  void aBacklogIsReadWherePartOfItHasBeenRead() {
    ask(START, Map.of(0, 500L));
    clock.passed(0, 3);
    assertThat(ask(SETTLED, Map.of(0, 500L))).isEmpty();
    clock.passed(0, 500);
    assertThat(clock.readUntil(SETTLED + 9)).hasValue(SETTLED);
  }

  @Test
  void aPartitionThatIsNewIsReadFromItsBeginning() {
    ask(START, Map.of());
    assertThat(ask(SETTLED, Map.of(3, 0L))).isEmpty();
    clock.passed(3, 0);
    assertThat(clock.readUntil(SETTLED + 1)).hasValue(SETTLED);
  }

  @Test
  void anOutageHasTimeStandStillAndSettle() {
    ask(START, Map.of(0, 5L));
    assertThat(ask(SETTLED, Map.of(0, 5L))).hasValue(SETTLED);
    long down = SETTLED + 60_000;
    clock.asked(down);
    clock.failed(down);
    assertThat(clock.isFree()).isTrue();
    assertThat(clock.readUntil(down)).isEmpty();
    assertThat(ask(down + 9_999, Map.of(0, 6L))).isEmpty();
    clock.passed(0, 6);
    assertThat(clock.readUntil(down + 9_999)).as("of an instant that was held").isEmpty();
    assertThat(ask(down + 10_000, Map.of(0, 6L))).hasValue(down + 10_000);
  }

  @Test
  void anAnswerThatTakesLongIsAnOutage() {
    ask(START, Map.of());
    clock.asked(SETTLED);
    clock.stillAsking(SETTLED + 3_000);
    assertThat(clock.isHolding(SETTLED + 3_000)).isFalse();
    clock.stillAsking(SETTLED + 3_001);
    assertThat(clock.isHolding(SETTLED + 13_000)).isTrue();
    assertThat(clock.isHolding(SETTLED + 13_001)).isFalse();
  }

  private OptionalLong ask(long now, Map<Integer, Long> lastOffsets) {
    assertThat(clock.isFree()).isTrue();
    clock.asked(now);
    clock.answered(lastOffsets, now);
    return clock.readUntil(now);
  }
}
