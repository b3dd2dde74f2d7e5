package dev.odyssey.notifications.incidents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.DefectStatus;
import dev.odyssey.notifications.feeds.FeedStatus;
import dev.odyssey.notifications.feeds.FeedStatus.State;
import dev.odyssey.notifications.incidents.Incident.Step;
import dev.odyssey.notifications.settings.NotificationSettings;
import dev.odyssey.streaming.DetectionClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operators from changes to incidents, each by itself. */
class IncidentsHarnessTest {

  private static final NotificationSettings SETTINGS = NotificationSettings.builtIn();
  private static final Duration RETENTION = Duration.ofDays(30);
  private static final long MINUTE = 60_000;

  @Test
  void nothingIsDecidedWhileTheWatermarkIsHeldBack() throws Exception {
    try (var operator = follow(false, null)) {
      raise(operator, DefectCode.NO_SHOW, 0);
      assertThat(operator.extractOutputValues()).isEmpty();
      operator.processWatermark(at(0) - 1);
      assertThat(operator.extractOutputValues()).isEmpty();
      operator.processWatermark(at(0));
      assertThat(steps(operator)).containsExactly("0 PENDING NO_SHOW", "0 FIRING NO_SHOW");
    }
  }

  @Test
  void changesAreTakenInTheOrderOfTimeWhateverTheirOwn() throws Exception {
    try (var operator = follow(false, null)) {
      change(operator, DefectCode.MISSED_WINDOW, 2, DefectStatus.CLEARED, MINUTE);
      raise(operator, DefectCode.MISSED_WINDOW, 0);
      operator.processWatermark(at(10 * MINUTE));
      assertThat(steps(operator))
          .containsExactly("0 PENDING MISSED_WINDOW", "60000 DROPPED MISSED_WINDOW");
    }
  }

  @Test
  void whatComesLateIsTakenWithTheNextInstant() throws Exception {
    try (var operator = follow(false, null)) {
      operator.processWatermark(at(10 * MINUTE));
      raise(operator, DefectCode.MISSED_WINDOW, 0);
      raise(operator, DefectCode.LATE_DEPARTURE, 9 * MINUTE);
      operator.processWatermark(at(20 * MINUTE));
      assertThat(steps(operator))
          .containsExactly(
              "600001 PENDING LATE_DEPARTURE",
              "600001 PENDING LATE_DEPARTURE INHIBITED",
              "600001 PENDING MISSED_WINDOW",
              "600001 FIRING MISSED_WINDOW",
              "840000 FIRING LATE_DEPARTURE INHIBITED");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRestartInTheHoldChangesNothing(boolean rocks) throws Exception {
    OperatorSubtaskState snapshot;
    List<String> steps = new ArrayList<>();
    try (var operator = follow(rocks, null)) {
      raise(operator, DefectCode.LATE_DEPARTURE, 0);
      raise(operator, DefectCode.MISSED_WINDOW, 4 * MINUTE + 30_000);
      operator.processWatermark(at(2 * MINUTE));
      snapshot = operator.snapshot(1, 1);
      steps.addAll(steps(operator));
    }
    try (var operator = follow(rocks, snapshot)) {
      raise(operator, DefectCode.LATE_DEPARTURE, 0);
      operator.processWatermark(at(10 * MINUTE));
      steps.addAll(steps(operator));
    }
    assertThat(steps)
        .containsExactly(
            "0 PENDING LATE_DEPARTURE",
            "270000 PENDING LATE_DEPARTURE INHIBITED",
            "270000 PENDING MISSED_WINDOW",
            "300000 FIRING LATE_DEPARTURE INHIBITED",
            "330000 FIRING MISSED_WINDOW");
  }

  /** Steps of one instant are one: whom they concerned in between, nobody was told. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aStepSaysWhomTheLastOneConcernedIfThatIsSomebodyElse(boolean rocks) throws Exception {
    try (var operator = follow(rocks, null)) {
      holds(operator, "P", 1, DefectStatus.RAISED, 0);
      holds(operator, "Q", 2, DefectStatus.RAISED, 30_000);
      holds(operator, "R", 3, DefectStatus.RAISED, 5 * MINUTE);
      holds(operator, "P", 4, DefectStatus.RAISED, 5 * MINUTE);
      holds(operator, "P", 5, DefectStatus.RAISED, 6 * MINUTE);
      holds(operator, "R", 6, DefectStatus.RAISED, 7 * MINUTE);
      holds(operator, "P", 7, DefectStatus.RAISED, 7 * MINUTE);
      holds(operator, null, 8, DefectStatus.CLEARED, 8 * MINUTE);
      holds(operator, "P", 9, DefectStatus.RETRACTED, 9 * MINUTE);
      operator.processWatermark(at(20 * MINUTE));
      assertThat(operator.extractOutputValues())
          .extracting(Incident::step, step -> provider(step.before()), s -> provider(s.change()))
          .containsExactly(
              tuple(Step.PENDING, "nobody told", "P"),
              tuple(Step.FIRING, "nobody told", "Q"),
              tuple(Step.CHANGED, "Q", "P"),
              tuple(Step.CHANGED, "nobody told", "P"),
              tuple(Step.CHANGED, "nobody told", "P"),
              tuple(Step.CLEARED, "P", null),
              tuple(Step.RETRACTED, null, "P"));
    }
  }

  private static String provider(DefectChange change) {
    return change == null ? "nobody told" : change.finding().providerId();
  }

  private static void holds(
      KeyedOneInputStreamOperatorTestHarness<String, DefectChange, Incident> operator,
      String provider,
      int revision,
      DefectStatus status,
      long after)
      throws Exception {
    operator.processElement(
        new StreamRecord<>(
            Defects.of(provider, DefectCode.MISSED_WINDOW, "o", "R", revision, status, at(after))));
  }

  @Test
  void anOrderIsForgottenAfterTheRetention() throws Exception {
    try (var operator = follow(false, null)) {
      raise(operator, DefectCode.MISSED_WINDOW, 0);
      operator.processWatermark(at(RETENTION.toMillis() - 1));
      raise(operator, DefectCode.MISSED_WINDOW, 0);
      assertThat(operator.numKeyedStateEntries()).isPositive();
      operator.processWatermark(at(RETENTION.toMillis() + 2));
      assertThat(operator.numKeyedStateEntries()).isZero();
      assertThat(operator.numEventTimeTimers()).isZero();
      assertThat(steps(operator))
          .containsExactly("0 PENDING MISSED_WINDOW", "60000 FIRING MISSED_WINDOW");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRestartWhileTheFeedIsInDoubtChangesNothing(boolean rocks) throws Exception {
    OperatorSubtaskState snapshot;
    try (var operator = gate(rocks, null)) {
      operator.processElement2(status(State.SUSPECT, 0));
      operator.processElement1(step(Step.FIRING, DefectCode.MISSED_WINDOW, MINUTE));
      operator.processElement1(step(Step.FIRING, DefectCode.REWORK, MINUTE));
      operator.processBothWatermarks(new Watermark(at(2 * MINUTE)));
      assertThat(steps(operator)).containsExactly("60000 FIRING REWORK");
      snapshot = operator.snapshot(1, 1);
    }
    try (var operator = gate(rocks, snapshot)) {
      operator.processElement2(status(State.SILENT, 3 * MINUTE));
      operator.processElement2(status(State.LIVE, 9 * MINUTE));
      operator.processBothWatermarks(new Watermark(at(60 * MINUTE)));
      assertThat(steps(operator))
          .containsExactly(
              "180000 FIRING MISSED_WINDOW FEED_SILENT", "1440000 CHANGED MISSED_WINDOW");
      operator.processElement1(step(Step.CLEARED, DefectCode.MISSED_WINDOW, 70 * MINUTE));
      operator.processBothWatermarks(new Watermark(at(RETENTION.toMillis() * 2)));
      if (!rocks) {
        assertThat(operator.numKeyedStateEntries()).as("but the feed's own state").isEqualTo(1);
      }
      assertThat(operator.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void theGateDecidesNothingWhileTheWatermarkIsHeldBack() throws Exception {
    try (var operator = gate(false, null)) {
      operator.processElement1(step(Step.FIRING, DefectCode.MISSED_WINDOW, MINUTE));
      operator.processWatermark1(new Watermark(at(5 * MINUTE)));
      assertThat(operator.extractOutputValues()).isEmpty();
      operator.processElement2(status(State.SILENT, 0));
      operator.processWatermark2(new Watermark(at(5 * MINUTE)));
      assertThat(steps(operator)).containsExactly("60000 FIRING MISSED_WINDOW FEED_SILENT");
    }
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, DefectChange, Incident> follow(
      boolean rocks, OperatorSubtaskState snapshot) throws Exception {
    return open(
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(
                new FollowIncidents(SETTINGS.alerts(), DetectionClock.replay(), RETENTION)),
            FollowIncidents::keyOf,
            Types.STRING),
        rocks,
        snapshot);
  }

  private static KeyedTwoInputStreamOperatorTestHarness<String, Incident, FeedStatus, Incident>
      gate(boolean rocks, OperatorSubtaskState snapshot) throws Exception {
    return open(
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new KeyedCoProcessOperator<>(new GateByFeed(SETTINGS.feeds(), RETENTION)),
            GateByFeed::keyOf,
            FeedStatus::region,
            Types.STRING),
        rocks,
        snapshot);
  }

  private static <H extends AbstractStreamOperatorTestHarness<Incident>> H open(
      H operator, boolean rocks, OperatorSubtaskState snapshot) throws Exception {
    operator
        .getExecutionConfig()
        .configure(
            new Configuration().set(PipelineOptions.GENERIC_TYPES, false),
            IncidentsHarnessTest.class.getClassLoader());
    StateBackend backend = rocks ? new EmbeddedRocksDBStateBackend() : new HashMapStateBackend();
    operator.setStateBackend(backend);
    operator.setup(IncidentTypes.INCIDENT.createSerializer(new SerializerConfigImpl()));
    if (snapshot != null) {
      operator.initializeState(snapshot);
    }
    operator.open();
    return operator;
  }

  private static long at(long after) {
    return Defects.START + after;
  }

  private static void raise(
      KeyedOneInputStreamOperatorTestHarness<String, DefectChange, Incident> operator,
      String code,
      long after)
      throws Exception {
    change(operator, code, 1, DefectStatus.RAISED, after);
  }

  private static void change(
      KeyedOneInputStreamOperatorTestHarness<String, DefectChange, Incident> operator,
      String code,
      int revision,
      DefectStatus status,
      long after)
      throws Exception {
    operator.processElement(
        new StreamRecord<>(Defects.change(code, "o", "R", revision, status, at(after))));
  }

  private static StreamRecord<FeedStatus> status(State state, long after) {
    return new StreamRecord<>(new FeedStatus("R", state, at(after), at(after)));
  }

  private static StreamRecord<Incident> step(Step step, String code, long after) {
    return new StreamRecord<>(
        new Incident(
            Defects.id(code, "o"),
            step,
            at(after),
            null,
            code,
            Defects.severity(code),
            "R",
            "found",
            at(0),
            step == Step.CLEARED ? (Long) at(after) : null,
            Defects.change(code, "o", "R", 1, DefectStatus.RAISED, at(0)),
            null));
  }

  private static List<String> steps(AbstractStreamOperatorTestHarness<Incident> operator) {
    return operator.getRecordOutput().stream()
        .map(StreamRecord::getValue)
        .map(
            step ->
                (step.at() - Defects.START)
                    + " "
                    + step.step()
                    + " "
                    + step.code()
                    + (step.suppressedBy() == null ? "" : " " + step.suppressedBy()))
        .toList();
  }
}
