package dev.odyssey.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class TimeWhenReadHarnessTest {

  private static final Duration LAG = Duration.ofSeconds(2);
  private static final Duration SETTLE = Duration.ofSeconds(10);

  /** Static because the operator travels by serialization; null while nobody answers. */
  private static final AtomicReference<Map<Integer, Long>> ENDS = new AtomicReference<>();

  private long now = 1_000_000;

  @Test
  void timeGoesOnInSilenceAndStandsStillInAnOutage() throws Exception {
    ENDS.set(Map.of(0, 4L));
    try (var harness = harness(1)) {
      harness.open();
      until(harness, 9_000);
      assertThat(times(harness)).as("it has not settled").isEmpty();

      awaitTime(harness, 1);
      ENDS.set(null);
      // What was asked before is still answered.
      until(harness, 1_000);
      int known = times(harness).size();
      until(harness, 60_000);
      assertThat(times(harness)).hasSize(known);

      ENDS.set(Map.of(0, 5L));
      until(harness, 20_000);
      assertThat(times(harness)).as("until what piled up is read").hasSize(known);
      read(harness, 0, 5);
      awaitTime(harness, known + 1);
      assertThat(times(harness)).isSorted().allMatch(time -> time < now - LAG.toMillis());
    }
  }

  @Test
  void theSourceHasNoSayInTimeButForTheEnd() throws Exception {
    ENDS.set(null);
    try (var harness = harness(1)) {
      harness.open();
      harness.processWatermark(new Watermark(7));
      harness.processWatermarkStatus(WatermarkStatus.IDLE);
      assertThat(harness.getOutput()).isEmpty();
      harness.processWatermark(Watermark.MAX_WATERMARK);
      assertThat(times(harness)).containsExactly(Long.MAX_VALUE);
    }
  }

  @Test
  void oneOfManyCannotSpeakForAll() throws Exception {
    try (var harness = harness(2)) {
      assertThatThrownBy(harness::open)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("must have a parallelism of 1");
    }
  }

  private OneInputStreamOperatorTestHarness<KafkaRecord, KafkaRecord> harness(int parallelism)
      throws Exception {
    var harness =
        new OneInputStreamOperatorTestHarness<>(
            new TimeWhenRead(TimeWhenReadHarnessTest::ends, LAG, SETTLE), 4, parallelism, 0);
    harness.setup(KafkaRecordSerializer.INSTANCE);
    harness.setProcessingTime(now);
    return harness;
  }

  private static Map<Integer, Long> ends() {
    Map<Integer, Long> ends = ENDS.get();
    if (ends == null) {
      throw new IllegalStateException("the topic cannot be read");
    }
    return ends;
  }

  /** Time passes, in steps in which the asking thread may or may not have answered. */
  private void until(OneInputStreamOperatorTestHarness<?, ?> harness, long millis)
      throws Exception {
    for (long passed = 0; passed < millis; passed += 100) {
      now += 100;
      harness.setProcessingTime(now);
    }
  }

  private void awaitTime(OneInputStreamOperatorTestHarness<?, ?> harness, int count) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              until(harness, 200);
              return times(harness).size() >= count;
            });
  }

  private static void read(
      OneInputStreamOperatorTestHarness<KafkaRecord, ?> harness, int partition, long offset)
      throws Exception {
    harness.processElement(
        new KafkaRecord("defects", partition, offset, 0, null, null, List.of()), 0);
  }

  private static List<Long> times(OneInputStreamOperatorTestHarness<?, ?> harness) {
    return harness.getOutput().stream()
        .filter(Watermark.class::isInstance)
        .map(out -> ((Watermark) out).getTimestamp())
        .toList();
  }
}
