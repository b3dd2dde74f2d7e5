package dev.odyssey.detection.operator;

import dev.odyssey.defects.DefectChange;
import dev.odyssey.detection.documents.RuleDocument;
import dev.odyssey.detection.job.Detection;
import dev.odyssey.detection.job.Rulebook;
import dev.odyssey.detection.rules.History;
import dev.odyssey.events.Event;
import dev.odyssey.facts.Fact;
import dev.odyssey.streaming.DeadLetter;
import dev.odyssey.streaming.KafkaRecord;
import dev.odyssey.streaming.Triage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/**
 * The detection of a job that also reads the topic of rules, wired as its graph wires it: one
 * subtask that accepts documents, some that detect, of which each has the watermark of both.
 */
final class PublishingDetection<E extends Event, H extends History<E>, F extends Fact>
    implements AutoCloseable {

  private static final int KEY_GROUPS = 16;

  private final Detection<E, H, F> about;
  private final DetectionSettings settings;
  private final List<DefectChange> changes = new ArrayList<>();
  private final List<DefectChange> shadow = new ArrayList<>();
  private final List<DeadLetter> deadLetters = new ArrayList<>();
  private Rulebook rulebook;
  private OneInputStreamOperatorTestHarness<KafkaRecord, RuleDocument> door;
  private List<KeyedTwoInputStreamOperatorTestHarness<String, E, RuleDocument, DefectChange>>
      subtasks = List.of();
  private long offset;

  /** A job that starts from nothing. It has no watermark before {@link #readToEnd}. */
  PublishingDetection(
      Detection<E, H, F> about, Rulebook rulebook, DetectionSettings settings, int parallelism)
      throws Exception {
    this.about = about;
    this.rulebook = rulebook;
    this.settings = settings;
    start(parallelism, null, null);
  }

  private void start(int parallelism, OperatorSubtaskState doorState, OperatorSubtaskState detected)
      throws Exception {
    door =
        new OneInputStreamOperatorTestHarness<>(
            new AcceptDocuments(about.documentRules(rulebook, settings.retention())));
    door.setup();
    if (doorState != null) {
      door.initializeState(doorState);
    }
    door.open();
    subtasks = new ArrayList<>();
    for (int i = 0; i < parallelism; i++) {
      var harness =
          new KeyedTwoInputStreamOperatorTestHarness<String, E, RuleDocument, DefectChange>(
              new DetectionOperator<>(
                  new DetectDefects<>(
                      about.detectors(rulebook),
                      settings,
                      streamTime -> dev.odyssey.detection.operator.Detection.WALL_CLOCK,
                      about.eventType(),
                      about.factRules(),
                      about.facts().type()),
                  true,
                  true),
              Event::subjectId,
              null,
              Types.STRING,
              KEY_GROUPS,
              parallelism,
              i);
      harness.setup();
      if (detected != null) {
        harness.initializeState(
            AbstractStreamOperatorTestHarness.repartitionOperatorState(
                detected, KEY_GROUPS, detected.getManagedOperatorState().size(), parallelism, i));
      }
      harness.open();
      subtasks.add(harness);
    }
  }

  void event(E event) throws Exception {
    int subtask =
        KeyGroupRangeAssignment.assignKeyToParallelOperator(
            event.subjectId(), KEY_GROUPS, subtasks.size());
    subtasks.get(subtask).processElement1(new StreamRecord<>(event, event.occurredAt()));
    drain();
  }

  /** A watermark of the events, once the topic of rules has been read to its end. */
  void watermark(long instant) throws Exception {
    door.processWatermark(instant);
    drain();
    for (var subtask : subtasks) {
      subtask.processWatermark1(new org.apache.flink.streaming.api.watermark.Watermark(instant));
      subtask.processWatermark2(new org.apache.flink.streaming.api.watermark.Watermark(instant));
    }
    drain();
  }

  void publish(String key, String text) throws Exception {
    door.processElement(
        new StreamRecord<>(
            new KafkaRecord(
                "rules",
                0,
                offset++,
                DeadLetter.NO_TIMESTAMP,
                bytes(key),
                bytes(text),
                List.of())));
    drain();
  }

  void withdraw(String key) throws Exception {
    publish(key, null);
  }

  private static byte[] bytes(String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  private void drain() throws Exception {
    for (RuleDocument document : door.extractOutputValues()) {
      for (var subtask : subtasks) {
        subtask.processElement2(new StreamRecord<>(document));
      }
    }
    door.getOutput().clear();
    take(door, Triage.DEAD_LETTERS, deadLetters);
    for (var subtask : subtasks) {
      changes.addAll(subtask.extractOutputValues());
      subtask.getOutput().clear();
      take(subtask, DetectDefects.SHADOW, shadow);
    }
  }

  private static <T> void take(
      AbstractStreamOperatorTestHarness<?> harness,
      org.apache.flink.util.OutputTag<T> tag,
      List<T> taken) {
    var records = harness.getSideOutput(tag);
    if (records != null) {
      records.forEach(element -> taken.add(element.getValue()));
      records.clear();
    }
  }

  /** Stops with a snapshot and goes on from it with so many subtasks. */
  void restart(int parallelism) throws Exception {
    restart(parallelism, rulebook);
  }

  /** The same with other files. */
  void restart(int parallelism, Rulebook files) throws Exception {
    OperatorSubtaskState doorState = door.snapshot(1, 1);
    List<OperatorSubtaskState> states = new ArrayList<>();
    for (var subtask : subtasks) {
      states.add(subtask.snapshot(1, 1));
    }
    close();
    rulebook = files;
    start(
        parallelism,
        doorState,
        AbstractStreamOperatorTestHarness.repackageState(
            states.toArray(OperatorSubtaskState[]::new)));
  }

  List<DefectChange> changes() {
    return changes;
  }

  List<DefectChange> shadow() {
    return shadow;
  }

  List<DeadLetter> deadLetters() {
    return deadLetters;
  }

  int stateEntries() {
    return subtasks.stream().mapToInt(subtask -> subtask.numKeyedStateEntries()).sum();
  }

  @Override
  public void close() throws Exception {
    door.close();
    for (var subtask : subtasks) {
      subtask.close();
    }
  }
}
