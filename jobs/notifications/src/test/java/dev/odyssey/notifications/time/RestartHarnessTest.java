package dev.odyssey.notifications.time;

import static dev.odyssey.defects.DefectStatus.CLEARED;
import static dev.odyssey.defects.DefectStatus.RAISED;
import static dev.odyssey.notifications.cases.Samples.change;
import static dev.odyssey.notifications.cases.Samples.defect;
import static dev.odyssey.notifications.cases.Samples.member;
import static dev.odyssey.notifications.cases.Samples.standing;
import static dev.odyssey.notifications.cases.Samples.time;
import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.notifications.Acknowledgement;
import dev.odyssey.notifications.alerts.DeskInput;
import dev.odyssey.notifications.alerts.DeskOutput;
import dev.odyssey.notifications.alerts.DeskRules;
import dev.odyssey.notifications.alerts.DeskState;
import dev.odyssey.notifications.cases.CaseInput;
import dev.odyssey.notifications.cases.CaseOutput;
import dev.odyssey.notifications.cases.CaseRules;
import dev.odyssey.notifications.cases.CaseState;
import dev.odyssey.notifications.settings.NotificationSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A job that stops after any input, and goes on from its snapshot, tells the same. */
class RestartHarnessTest {

  private static final NotificationSettings SETTINGS =
      NotificationSettings.parse("test", "alerts: {pageAt: HIGH}");
  private static final int NO_RESTART = -1;

  enum Backend {
    HEAP,
    ROCKS_DB;

    StateBackend make() {
      return this == HEAP ? new HashMapStateBackend() : new EmbeddedRocksDBStateBackend();
    }
  }

  private interface Harnesses<I, O> {
    OneInputStreamOperatorTestHarness<I, O> make() throws Exception;
  }

  private record Input<I>(long at, I what) {}

  @ParameterizedTest
  @EnumSource
  void casesAreToldTheSame(Backend backend) throws Exception {
    List<Input<CaseInput>> inputs = new ArrayList<>();
    for (String order : List.of("o1", "o2", "o3")) {
      long missedAt = time("17:00:00");
      long noShowAt = time("19:00:00");
      var missed = defect("MISSED_WINDOW", order, missedAt);
      var noShow = defect("NO_SHOW", order, noShowAt);
      inputs.add(new Input<>(missedAt, change(missed, 1, RAISED, missedAt)));
      inputs.add(new Input<>(noShowAt, change(noShow, 1, RAISED, noShowAt)));
      long over = time("20:00:00");
      inputs.add(new Input<>(over, change(noShow, 2, CLEARED, over)));
      inputs.add(new Input<>(over, change(missed, 2, CLEARED, over)));
    }
    RecordType<Waiting<CaseState, CaseInput>> type =
        DecideByKey.typeOf(CaseState.class, CaseInput.class);

    assertSameWithRestarts(
        inputs,
        backend,
        () ->
            new KeyedOneInputStreamOperatorTestHarness<String, CaseInput, CaseOutput>(
                new KeyedProcessOperator<>(
                    new DecideByKey<>(
                        new CaseRules(SETTINGS, Memory.of(Duration.ofDays(30))), type)),
                CaseInput::caseId,
                Types.STRING));
  }

  @ParameterizedTest
  @EnumSource
  void alertsAreToldTheSame(Backend backend) throws Exception {
    List<Input<DeskInput>> inputs = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String order = "o" + i;
      long since = time("17:00:00") + i * 240_000L;
      inputs.add(
          new Input<>(
              since,
              DeskInput.of(standing(order, member(defect("NO_SHOW", order, since), since, null)))));
    }
    long at = time("17:30:00");
    inputs.add(
        new Input<>(
            at,
            DeskInput.of(new Acknowledgement("CASES:operations-urgent:US-NY", "op-1", at, null))));
    for (int i = 0; i < 4; i++) {
      inputs.add(new Input<>(time("18:00:00"), DeskInput.of(standing("o" + i))));
    }
    RecordType<Waiting<DeskState, DeskInput>> type =
        DecideByKey.typeOf(DeskState.class, DeskInput.class);

    assertSameWithRestarts(
        inputs,
        backend,
        () ->
            new OneInputStreamOperatorTestHarness<DeskInput, DeskOutput>(
                new DecideAll<>(new DeskRules(SETTINGS.alerts()), type, 3_600_000)));
  }

  /** What says no time, or an old one, comes before the first watermark after a restart. */
  @ParameterizedTest
  @EnumSource
  void timeDoesNotGoBack(Backend backend) throws Exception {
    RecordType<Waiting<Last, Said>> type = DecideByKey.typeOf(Last.class, Said.class);
    List<Harnesses<Said, Last>> operators =
        List.of(
            () ->
                new OneInputStreamOperatorTestHarness<>(
                    new DecideAll<>(new WhenDecided(), type, 0)),
            () ->
                new KeyedOneInputStreamOperatorTestHarness<String, Said, Last>(
                    new KeyedProcessOperator<>(new DecideByKey<>(new WhenDecided(), type)),
                    Said::key,
                    Types.STRING));
    for (Harnesses<Said, Last> operator : operators) {
      OneInputStreamOperatorTestHarness<Said, Last> before = open(operator, backend, null);
      before.processElement(new StreamRecord<>(new Said("k"), 1_000));
      before.processWatermark(1_000);
      OperatorSubtaskState snapshot = before.snapshot(1, 1);
      before.close();

      try (var after = open(operator, backend, snapshot)) {
        after.processElement(new StreamRecord<>(new Said("k"), Long.MIN_VALUE));
        after.processElement(new StreamRecord<>(new Said("k"), 2_000));
        after.processWatermark(2_000);

        assertThat(after.extractOutputValues()).containsExactly(new Last(1_001), new Last(2_000));
      }
    }
  }

  /** What is known: when it was decided. */
  record Last(long at) {}

  /** What comes. */
  record Said(String key) {}

  /** Tells when it decides. */
  private static final class WhenDecided implements Rules<Last, Said, Last> {

    private static final long serialVersionUID = 1;

    @Override
    public Last decide(Last state, List<Said> news, long now, Consumer<Last> out) {
      Last last = new Last(now);
      out.accept(last);
      return last;
    }

    @Override
    public long next(Last state, long now) {
      return NEVER;
    }
  }

  private static <I, O> void assertSameWithRestarts(
      List<Input<I>> inputs, Backend backend, Harnesses<I, O> harnesses) throws Exception {
    List<O> expected = run(inputs, backend, harnesses, NO_RESTART);
    assertThat(expected).hasSizeGreaterThan(2);
    for (int restart = 0; restart < inputs.size(); restart++) {
      assertThat(run(inputs, backend, harnesses, restart))
          .as("restarted after input %d", restart)
          .isEqualTo(expected);
    }
  }

  /** Time follows ten seconds behind the inputs, so that a snapshot holds some that wait. */
  private static <I, O> List<O> run(
      List<Input<I>> inputs, Backend backend, Harnesses<I, O> harnesses, int restart)
      throws Exception {
    List<Input<I>> sorted = new ArrayList<>(inputs);
    sorted.sort((one, other) -> Long.compare(one.at(), other.at()));
    List<O> told = new ArrayList<>();
    OneInputStreamOperatorTestHarness<I, O> harness = open(harnesses, backend, null);
    try {
      for (int i = 0; i < sorted.size(); i++) {
        Input<I> input = sorted.get(i);
        harness.processElement(new StreamRecord<>(input.what(), input.at()));
        harness.processWatermark(input.at() - 10_000);
        if (i == restart) {
          OperatorSubtaskState snapshot = harness.snapshot(1, 1);
          told.addAll(harness.extractOutputValues());
          harness.close();
          harness = open(harnesses, backend, snapshot);
        }
      }
      harness.processWatermark(time(5, "00:00:00"));
      told.addAll(harness.extractOutputValues());
      return told;
    } finally {
      harness.close();
    }
  }

  private static <I, O> OneInputStreamOperatorTestHarness<I, O> open(
      Harnesses<I, O> harnesses, Backend backend, OperatorSubtaskState snapshot) throws Exception {
    OneInputStreamOperatorTestHarness<I, O> harness = harnesses.make();
    harness.setStateBackend(backend.make());
    harness.setup();
    if (snapshot != null) {
      harness.initializeState(snapshot);
    }
    harness.open();
    return harness;
  }
}
