package dev.odyssey.detection.operator;

import static dev.odyssey.defects.DefectStatus.CLEARED;
import static dev.odyssey.defects.DefectStatus.RAISED;
import static dev.odyssey.defects.DefectStatus.RETRACTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.detection.job.Rulebook;
import dev.odyssey.detection.laws.Histories;
import dev.odyssey.detection.matching.RuleTable;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.detection.rules.Rule;
import dev.odyssey.detection.testing.Orders;
import dev.odyssey.events.Event;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.OrderEventType;
import dev.odyssey.facts.OrderFacts;
import dev.odyssey.lifecycledefects.LifecycleDefectsJob;
import dev.odyssey.lifecycledefects.rules.OrderFindings;
import dev.odyssey.lifecycledefects.rules.OrderHistory;
import dev.odyssey.lifecycledefects.rules.OrderRules;
import dev.odyssey.streaming.DetectionClock;
import dev.odyssey.streaming.types.EventTypeInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A restored operator that judges otherwise brings the ledger up to date, once. */
@Timeout(60)
class DetectionOperatorHarnessTest {

  private static final long T0 = Histories.START;
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final int KEY_GROUPS = 8;

  private static final Policies EARLIER =
      Policies.parse("others", "defaults: {departureLead: PT2H}");

  /** How often each subject was looked at. */
  private static final Map<String, Integer> LOOKS = new ConcurrentHashMap<>();

  /** A promise whose window ends at T0 + 5 h. */
  private static OrderEvent promise() {
    return Orders.promise("promise", T0, T0 + 3 * HOUR, Duration.ofHours(2));
  }

  private static Detection<OrderEvent, OrderHistory, OrderFacts> start(StateBackend backend)
      throws Exception {
    return Detection.ofOrders(Policies.builtIn(), DetectionSettings.defaults(), backend);
  }

  private static Detection<OrderEvent, OrderHistory, OrderFacts> start() throws Exception {
    return start(new HashMapStateBackend());
  }

  static Stream<Named<StateBackend>> backends() {
    return Stream.of(
        Named.of("heap", new HashMapStateBackend()),
        Named.of("RocksDB", new EmbeddedRocksDBStateBackend()));
  }

  /** No event, and no timer of the old policies: the next of these is at T0 + 4:15. */
  @ParameterizedTest
  @MethodSource("backends")
  void anOrderThatHearsNothingIsJudgedByTheNewPolicies(StateBackend backend) throws Exception {
    try (var detection = start(backend)) {
      detection.event(promise());
      detection.watermark(T0 + 4 * HOUR);
      detection.restart(EARLIER);

      assertThat(detection.watermark(T0 + 4 * HOUR))
          .extracting(c -> c.finding().code(), DefectChange::status, c -> c.finding().raisedAt())
          .containsExactly(tuple(DefectCode.LATE_DEPARTURE, RAISED, T0 + 3 * HOUR));
      assertThat(detection.timers()).isEqualTo(1);
      assertThat(detection.watermark(T0 + 5 * HOUR))
          .extracting(c -> c.finding().code())
          .containsExactly(DefectCode.MISSED_WINDOW);
    }
  }

  /** Of an order with nothing to wait for but to be forgotten. */
  @ParameterizedTest
  @MethodSource("backends")
  void whatRulesThereAreNoMoreReportedIsTakenBack(StateBackend backend) throws Exception {
    try (var detection = start(backend)) {
      detection.event(promise());
      detection.event(Orders.event("done", OrderEventType.COMPLETED, T0 + 6 * HOUR).build());
      detection.watermark(T0 + 7 * HOUR);
      detection.restart(
          detectors(
              EARLIER,
              OrderRules.ALL.stream()
                  .filter(
                      rule ->
                          List.of(DefectCode.LATE_DEPARTURE, DefectCode.MISSED_WINDOW)
                              .contains(rule.code()))
                  .toList()));

      assertThat(detection.watermark(T0 + 7 * HOUR))
          .extracting(c -> c.finding().code(), DefectChange::status, c -> c.finding().raisedAt())
          .containsExactlyInAnyOrder(
              tuple(DefectCode.UNCONFIRMED, RETRACTED, T0 + HOUR),
              tuple(DefectCode.SKIPPED_SCAN, RETRACTED, T0 + 6 * HOUR),
              tuple(DefectCode.LATE_DEPARTURE, CLEARED, T0 + 3 * HOUR));
    }
  }

  @Test
  void eachSubjectIsLookedAtOnce() throws Exception {
    try (var detection = start()) {
      for (int i = 0; i < 100; i++) {
        detection.event(Orders.event("O" + i, "e" + i, OrderEventType.CLAIM_FILED, T0 + i).build());
      }
      detection.restart(counting(EARLIER));

      assertThat(looks(() -> detection.watermark(T0 + HOUR))).isEqualTo(100);
      assertThat(looks(() -> detection.watermark(T0 + 2 * HOUR))).isZero();
    }
  }

  /** Also where the job stops in the middle: what is left to judge is in the snapshot. */
  @ParameterizedTest
  @MethodSource("backends")
  void subjectsAreJudgedAnewSliceBySlice(StateBackend backend) throws Exception {
    try (var detection = start(backend)) {
      for (int i = 0; i < 1_200; i++) {
        detection.event(Orders.event("O" + i, "e" + i, OrderEventType.CLAIM_FILED, T0 + i).build());
      }
      detection.watermark(T0 + HOUR);
      detection.restart(counting(EARLIER));
      LOOKS.clear();

      detection.watermark(T0 + HOUR);
      assertThat(LOOKS).hasSize(500);
      assertThat(detection.timers()).as("one of their own, and one to be judged").isEqualTo(1_900);
      detection.restart(counting(EARLIER));
      detection.watermark(T0 + HOUR + 99);
      assertThat(LOOKS).hasSize(500);
      detection.watermark(T0 + HOUR + 100);
      assertThat(LOOKS).hasSize(1_000);
      detection.watermark(T0 + HOUR + 200);
      assertThat(LOOKS).hasSize(1_200);

      detection.watermark(T0 + 2 * HOUR);
      assertThat(LOOKS.values()).as("each exactly once").containsOnly(1);
      assertThat(detection.timers()).isEqualTo(1_200);
    }
  }

  @Test
  void nobodyIsLookedAtByTheSameRules() throws Exception {
    try (var detection = start()) {
      detection.event(promise());
      detection.watermark(T0 + 4 * HOUR);
      detection.restart(counting(Policies.builtIn()));

      assertThat(looks(() -> detection.watermark(T0 + 4 * HOUR + 1))).isZero();
    }
  }

  @Test
  void beforeTheFirstWatermarkNothingIsTold() throws Exception {
    try (var detection = start()) {
      detection.event(promise());
      detection.watermark(T0 + 4 * HOUR);
      int told = detection.changes().size();
      detection.restart(EARLIER);

      detection.event(
          Orders.event("another", "claim", OrderEventType.CLAIM_FILED, T0 + 4 * HOUR).build());

      assertThat(detection.changes()).hasSize(told);
    }
  }

  /** A job that fails before its first watermark, or is taken back then. */
  @Test
  void whoWasNotLookedAtYetIsLookedAtAfterTheNextRestart() throws Exception {
    try (var detection = start()) {
      detection.event(promise());
      detection.watermark(T0 + 4 * HOUR);
      detection.restart(EARLIER);
      detection.restart(counting(EARLIER));
      assertThat(looks(() -> detection.watermark(T0 + 4 * HOUR))).isEqualTo(1);

      detection.restart(Policies.builtIn());
      detection.restart(counting(Policies.builtIn()));
      assertThat(looks(() -> detection.watermark(T0 + 4 * HOUR))).isEqualTo(1);
      assertThat(Detection.fold(detection.changes())).doesNotContainKey("LATE_DEPARTURE:promise");

      detection.restart(counting(Policies.builtIn()));
      assertThat(looks(() -> detection.watermark(T0 + 4 * HOUR))).isZero();
    }
  }

  /** Two subtasks become one; the other way round the same is known to both. */
  @Test
  void aRescaledJobLooksAtNobodyUnlessOneOfItsSubtasksHadStillToDoSo() throws Exception {
    OperatorSubtaskState before = snapshot(Policies.builtIn(), 0, 1, null, true);
    OperatorSubtaskState done = snapshot(EARLIER, 0, 2, before, true);
    OperatorSubtaskState alsoDone = snapshot(EARLIER, 1, 2, before, true);
    OperatorSubtaskState toDo = snapshot(EARLIER, 1, 2, before, false);

    assertThat(looks(() -> snapshot(EARLIER, 0, 1, together(done, alsoDone), true))).isZero();
    assertThat(looks(() -> snapshot(EARLIER, 0, 1, together(done, toDo), true))).isEqualTo(20);
    OperatorSubtaskState all = together(done, alsoDone);
    assertThat(looks(() -> snapshot(EARLIER, 0, 3, all, true))).isZero();
    assertThat(looks(() -> snapshot(EARLIER, 1, 3, all, true))).isZero();
    assertThat(looks(() -> snapshot(EARLIER, 2, 3, all, true))).isZero();
  }

  @Test
  void policiesThatHaveBeenInForceMustNotChangeUnasked() throws Exception {
    Policies later =
        Policies.parse(
            "later", "versions: [{from: 2030-01-01T00:00:00Z, defaults: {claimWithin: PT1H}}]");
    OperatorSubtaskState before = refusing(Policies.builtIn(), null);

    assertThatThrownBy(() -> refusing(EARLIER, before))
        .hasStackTraceContaining("the policies at the top: before: ")
        .hasStackTraceContaining("--rejudge true");
    assertThat(refusing(later, before)).isNotNull();
    assertThat(refusing(Policies.builtIn(), before)).isNotNull();
  }

  /** Runs 20 orders, from nothing or what was before, with policies that are not to change. */
  private static OperatorSubtaskState refusing(Policies policies, OperatorSubtaskState before)
      throws Exception {
    try (var harness =
        new KeyedOneInputStreamOperatorTestHarness<String, OrderEvent, DefectChange>(
            new DetectionOperator<>(
                new DetectDefects<>(
                    LifecycleDefectsJob.DETECTION.detectors(Rulebook.of(policies)),
                    DetectionSettings.defaults(),
                    DetectionClock.replay(),
                    EventTypeInfo.ORDER),
                false,
                false),
            Event::subjectId,
            Types.STRING)) {
      harness.setup();
      if (before != null) {
        harness.initializeState(before);
      }
      harness.open();
      for (OrderEvent event : claims()) {
        harness.processElement(event, event.occurredAt());
      }
      return harness.snapshot(1, 1);
    }
  }

  private static OperatorSubtaskState together(OperatorSubtaskState... subtasks) throws Exception {
    return AbstractStreamOperatorTestHarness.repackageState(subtasks);
  }

  /** Runs a subtask of 20 orders, from nothing or what was before, and gives its state. */
  private static OperatorSubtaskState snapshot(
      Policies policies, int subtask, int subtasks, OperatorSubtaskState before, boolean timed)
      throws Exception {
    try (var harness =
        new KeyedOneInputStreamOperatorTestHarness<String, OrderEvent, DefectChange>(
            new DetectionOperator<>(
                new DetectDefects<>(
                    counting(policies),
                    DetectionSettings.defaults(),
                    DetectionClock.replay(),
                    EventTypeInfo.ORDER)),
            Event::subjectId,
            Types.STRING,
            KEY_GROUPS,
            subtasks,
            subtask)) {
      harness.setup();
      if (before == null) {
        harness.open();
        for (OrderEvent event : claims()) {
          harness.processElement(event, event.occurredAt());
        }
      } else {
        harness.initializeState(
            AbstractStreamOperatorTestHarness.repartitionOperatorState(
                before, KEY_GROUPS, before.getManagedOperatorState().size(), subtasks, subtask));
        harness.open();
      }
      if (timed) {
        harness.processWatermark(T0 + HOUR);
      }
      return harness.snapshot(1, 1);
    }
  }

  private static List<OrderEvent> claims() {
    List<OrderEvent> claims = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      claims.add(Orders.event("O" + i, "e" + i, OrderEventType.CLAIM_FILED, T0 + i).build());
    }
    return claims;
  }

  private static DetectDefects.DetectorFactory<OrderEvent, OrderHistory> counting(
      Policies policies) {
    return detectors(policies, OrderRules.ALL);
  }

  private static DetectDefects.DetectorFactory<OrderEvent, OrderHistory> detectors(
      Policies policies, List<Rule<OrderHistory>> rules) {
    return () ->
        new Detector<>(
            policies.toString(),
            events -> {
              LOOKS.merge(events.get(0).orderId(), 1, Integer::sum);
              return new OrderHistory(events, policies);
            },
            new RuleTable<>(rules),
            new OrderFindings());
  }

  private interface Action {
    void run() throws Exception;
  }

  private static int looks(Action action) throws Exception {
    LOOKS.clear();
    action.run();
    return LOOKS.values().stream().mapToInt(Integer::intValue).sum();
  }
}
