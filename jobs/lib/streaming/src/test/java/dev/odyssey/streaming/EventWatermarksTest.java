package dev.odyssey.streaming;

import static dev.odyssey.streaming.TestEvents.NOON;
import static dev.odyssey.streaming.TestEvents.placed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odyssey.events.OrderEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.junit.jupiter.api.Test;

class EventWatermarksTest {

  private static final Duration DISORDER = Duration.ofSeconds(5);

  private final Emitted emitted = new Emitted();

  @Test
  void nothingBeforeTheFirstEventOrPulse() {
    var live = generator(EventWatermarks.live(DISORDER));
    live.onPeriodicEmit(emitted);
    live.onEvent(dead(), NOON, emitted);
    live.onPeriodicEmit(emitted);
    assertThat(emitted.watermarks).isEmpty();
  }

  @Test
  void anEventMovesItToTheEarlierOfItsTimes() {
    var live = generator(EventWatermarks.live(DISORDER));
    live.onEvent(fact(NOON + 60_000, NOON), 0, emitted);
    live.onPeriodicEmit(emitted);
    live.onEvent(fact(NOON + 1_000, NOON + 90_000), 0, emitted);
    live.onPeriodicEmit(emitted);
    assertThat(emitted.watermarks).containsExactly(NOON - 5_001, NOON - 4_001);
  }

  @Test
  void aPulseMovesItToItsOwnTime() {
    var live = generator(EventWatermarks.live(DISORDER));
    live.onEvent(new Ingested.Pulse<>(NOON), 0, emitted);
    live.onPeriodicEmit(emitted);
    assertThat(emitted.watermarks).containsExactly(NOON - 5_001);
  }

  @Test
  void itNeverGoesBack() {
    var live = generator(EventWatermarks.live(DISORDER));
    live.onEvent(fact(NOON, NOON), 0, emitted);
    live.onEvent(fact(NOON - 60_000, NOON), 0, emitted);
    live.onEvent(new Ingested.Pulse<>(0), 0, emitted);
    live.onPeriodicEmit(emitted);
    assertThat(emitted.watermarks).containsExactly(NOON - 5_001);
  }

  @Test
  void aReplayEmitsByTheInputAlone() {
    var replay = generator(EventWatermarks.replay(Duration.ZERO));
    for (long offset : new long[] {0, 400, 999, 1_000, 1_500, 900, 2_100}) {
      replay.onEvent(fact(NOON + offset, NOON + offset), 0, emitted);
      replay.onPeriodicEmit(emitted);
    }
    assertThat(emitted.watermarks).containsExactly(NOON - 1, NOON + 999, NOON + 2_099);
  }

  @Test
  void theTimestampOfARecordIsWhatItMovesTimeTo() {
    var assigner = EventWatermarks.<OrderEvent>live(DISORDER).createTimestampAssigner(null);
    assertThat(assigner.extractTimestamp(fact(NOON + 5, NOON), 7)).isEqualTo(NOON);
    assertThat(assigner.extractTimestamp(new Ingested.Pulse<>(NOON), 7)).isEqualTo(NOON);
    assertThat(assigner.extractTimestamp(dead(), 7)).isEqualTo(7);
  }

  @Test
  void aNegativeBoundIsRefused() {
    assertThatThrownBy(() -> EventWatermarks.live(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PT-1S");
  }

  private static WatermarkGenerator<Ingested<OrderEvent>> generator(
      EventWatermarks<OrderEvent> watermarks) {
    return watermarks.createWatermarkGenerator(null);
  }

  private static Ingested<OrderEvent> fact(long occurredAt, long recordedAt) {
    return new Ingested.Fact<>(placed("e", occurredAt, recordedAt));
  }

  private static Ingested<OrderEvent> dead() {
    return new Ingested.Dead<>(DeadLetter.ofLine("f", 1, new byte[0], "rubbish"));
  }

  private static final class Emitted implements WatermarkOutput {

    private final List<Long> watermarks = new ArrayList<>();

    @Override
    public void emitWatermark(Watermark watermark) {
      watermarks.add(watermark.getTimestamp());
    }

    @Override
    public void markIdle() {}

    @Override
    public void markActive() {}
  }
}
