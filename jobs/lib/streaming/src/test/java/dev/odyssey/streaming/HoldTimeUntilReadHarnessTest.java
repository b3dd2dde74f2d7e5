package dev.odyssey.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class HoldTimeUntilReadHarnessTest {

  private static final String MAX = "MAX";

  private long time;

  @Test
  void anEmptyTopicHoldsNothing() throws Exception {
    try (var harness = harness(Map.of(), 1)) {
      harness.open();
      assertThat(out(harness)).as("not while operators are opened").isEmpty();
      aMomentLater(harness);
      aMomentLater(harness);
      assertThat(out(harness)).containsExactly(MAX);
    }
  }

  @Test
  void timeIsHeldUntilEveryPartitionIsRead() throws Exception {
    try (var harness = harness(Map.of(0, 1L, 2, 0L), 1)) {
      harness.open();
      aMomentLater(harness);
      read(harness, 0, 0);
      read(harness, 2, 0);
      assertThat(out(harness)).containsExactly("0@0", "2@0");

      read(harness, 0, 1);
      read(harness, 0, 2);

      assertThat(out(harness)).containsExactly("0@0", "2@0", "0@1", MAX, "0@2");
    }
  }

  @Test
  void whatCompactionTookMeanwhileIsNotWaitedFor() throws Exception {
    try (var harness = harness(Map.of(0, 5L), 1)) {
      harness.open();
      read(harness, 0, 4);
      read(harness, 0, 9);
      assertThat(out(harness)).containsExactly("0@4", "0@9", MAX);
    }
  }

  @Test
  void theSourceHasNoSayInTime() throws Exception {
    try (var harness = harness(Map.of(0, 5L), 1)) {
      harness.open();
      harness.processWatermark(new Watermark(7));
      harness.processWatermarkStatus(WatermarkStatus.IDLE);
      harness.processWatermark(Watermark.MAX_WATERMARK);
      aMomentLater(harness);
      assertThat(out(harness)).isEmpty();
    }
  }

  @Test
  void aRestoreLooksForTheEndAnew() throws Exception {
    OperatorSubtaskState state;
    try (var harness = harness(Map.of(0, 1L), 1)) {
      harness.open();
      read(harness, 0, 0);
      read(harness, 0, 1);
      read(harness, 1, 3);
      state = harness.snapshot(1, 1);
    }
    try (var harness = harness(Map.of(0, 1L, 1, 4L), 1)) {
      harness.initializeState(state);
      harness.open();
      aMomentLater(harness);
      assertThat(out(harness)).isEmpty();
      read(harness, 1, 4);
      assertThat(out(harness)).containsExactly("1@4", MAX);
    }
    try (var harness = harness(Map.of(0, 1L, 1, 3L), 1)) {
      harness.initializeState(state);
      harness.open();
      aMomentLater(harness);
      assertThat(out(harness)).as("all of it was read before the checkpoint").containsExactly(MAX);
    }
  }

  @Test
  void aRestoreInTheMiddleOfReadingGoesOn() throws Exception {
    OperatorSubtaskState state;
    try (var harness = harness(Map.of(0, 5L), 1)) {
      harness.open();
      read(harness, 0, 2);
      state = harness.snapshot(1, 1);
    }
    try (var harness = harness(Map.of(0, 5L), 1)) {
      harness.initializeState(state);
      harness.open();
      read(harness, 0, 3);
      assertThat(out(harness)).containsExactly("0@3");
      read(harness, 0, 5);
      assertThat(out(harness)).containsExactly("0@3", "0@5", MAX);
    }
  }

  @Test
  void oneOfManyCannotSpeakForAll() throws Exception {
    try (var harness = harness(Map.of(), 2)) {
      assertThatThrownBy(harness::open)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("must have a parallelism of 1");
    }
  }

  private static OneInputStreamOperatorTestHarness<KafkaRecord, KafkaRecord> harness(
      Map<Integer, Long> ends, int parallelism) throws Exception {
    var harness =
        new OneInputStreamOperatorTestHarness<>(
            new HoldTimeUntilRead(() -> ends), 4, parallelism, 0);
    harness.setup(KafkaRecordSerializer.INSTANCE);
    return harness;
  }

  private void aMomentLater(OneInputStreamOperatorTestHarness<?, ?> harness) throws Exception {
    harness.setProcessingTime(++time);
  }

  private static void read(
      OneInputStreamOperatorTestHarness<KafkaRecord, ?> harness, int partition, long offset)
      throws Exception {
    harness.processElement(
        new KafkaRecord("silences", partition, offset, 0, null, null, List.of()), 0);
  }

  private static List<String> out(OneInputStreamOperatorTestHarness<?, KafkaRecord> harness) {
    return harness.getOutput().stream().map(HoldTimeUntilReadHarnessTest::text).toList();
  }

  private static String text(Object out) {
    if (out.equals(Watermark.MAX_WATERMARK)) {
      return MAX;
    }
    return out instanceof StreamRecord<?> element
            && element.getValue() instanceof KafkaRecord record
        ? record.partition() + "@" + record.offset()
        : out.toString();
  }
}
