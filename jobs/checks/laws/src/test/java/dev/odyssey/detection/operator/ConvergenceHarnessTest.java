package dev.odyssey.detection.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.contactdefects.ContactDefectsJob;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.DefectStatus;
import dev.odyssey.defects.Finding;
import dev.odyssey.detection.custom.OwnRules;
import dev.odyssey.detection.facts.FactRules;
import dev.odyssey.detection.job.MatcherKind;
import dev.odyssey.detection.job.Rulebook;
import dev.odyssey.detection.laws.Histories;
import dev.odyssey.detection.matching.Judgement;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.detection.rules.History;
import dev.odyssey.detection.timeline.Timeline;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.Event;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.facts.Fact;
import dev.odyssey.lifecycledefects.LifecycleDefectsJob;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;

/**
 * Whatever the order of arrival, the duplicates, the watermarks in between and the restarts: in the
 * end the ledger is what the events and the policies come to.
 */
class ConvergenceHarnessTest {

  private static final int SUBJECTS = 6;

  /** So long that no event of a history is older. */
  private static final Duration RETENTION = Duration.ofDays(3650);

  @Property(tries = 30, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void ofOrders(
      @ForAll("orders") List<OrderEvent> arrivals,
      @ForAll("policies") Policies policies,
      @ForAll("untils") long until,
      @ForAll int seed)
      throws Exception {
    DetectionSettings settings = DetectionSettings.of(RETENTION, 100, until);
    try (var detection = Detection.ofOrders(policies, settings);
        var detector = LifecycleDefectsJob.DETECTION.detector(policies)) {
      run(detection, arrivals, seed, true);
      check(detection, arrivals, detector, until);
      checkFacts(
          detection.facts(), arrivals, detector, LifecycleDefectsJob.DETECTION.factRules(), until);
      assertThat(detection.stateEntries()).isZero();
      checkRetractions(
          detection.changes(),
          uninterrupted(Detection.ofOrders(policies, settings), arrivals, seed));
    }
  }

  @Property(tries = 30, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void ofContacts(
      @ForAll("contacts") List<ContactEvent> arrivals,
      @ForAll("policies") Policies policies,
      @ForAll("untils") long until,
      @ForAll int seed)
      throws Exception {
    DetectionSettings settings = DetectionSettings.of(RETENTION, 100, until);
    try (var detection = Detection.ofContacts(policies, settings);
        var detector = ContactDefectsJob.DETECTION.detector(policies)) {
      run(detection, arrivals, seed, true);
      check(detection, arrivals, detector, until);
      checkFacts(
          detection.facts(), arrivals, detector, ContactDefectsJob.DETECTION.factRules(), until);
      assertThat(detection.stateEntries()).isZero();
      checkRetractions(
          detection.changes(),
          uninterrupted(Detection.ofContacts(policies, settings), arrivals, seed));
    }
  }

  @Property(tries = 20, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void ofOrdersThatRunAway(
      @ForAll("orders") List<OrderEvent> arrivals,
      @ForAll("policies") Policies policies,
      @ForAll int seed)
      throws Exception {
    DetectionSettings settings = DetectionSettings.of(RETENTION, 100, DetectionSettings.NO_END);
    try (var detection = Detection.ofRunawayOrders(policies, settings, seed & 7);
        var detector = LifecycleDefectsJob.DETECTION.detector(policies)) {
      run(detection, arrivals, seed, true);
      check(detection, arrivals, detector, DetectionSettings.NO_END);
      checkFacts(
          detection.facts(),
          arrivals,
          detector,
          LifecycleDefectsJob.DETECTION.factRules(),
          DetectionSettings.NO_END);
      assertThat(detection.stateEntries()).isZero();
    }
  }

  /** The ledger holds for rules of one's own as it does for the built-in ones. */
  @Property(tries = 20, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void ofOrdersUnderRulesOfOnesOwn(
      @ForAll("orders") List<OrderEvent> arrivals,
      @ForAll("policies") Policies policies,
      @ForAll int seed)
      throws Exception {
    DetectionSettings settings = DetectionSettings.of(RETENTION, 100, DetectionSettings.NO_END);
    Rulebook rulebook =
        new Rulebook(
            policies, OwnRules.readOfOrders(new Random(seed), policies, 8), MatcherKind.TABLE);
    try (var detection = Detection.ofOrders(rulebook, settings);
        var detector = LifecycleDefectsJob.DETECTION.detectors(rulebook).create()) {
      run(detection, arrivals, seed, true);
      check(detection, arrivals, detector, DetectionSettings.NO_END);
      checkFacts(
          detection.facts(),
          arrivals,
          detector,
          LifecycleDefectsJob.DETECTION.factRules(),
          DetectionSettings.NO_END);
      assertThat(detection.stateEntries()).isZero();
    }
  }

  /** With the first watermark the ledger is what the policies come to that hold since. */
  @Property(tries = 20, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void ofOrdersUnderChangedPolicies(
      @ForAll("orders") List<OrderEvent> arrivals,
      @ForAll("policies") Policies before,
      @ForAll("policies") Policies policies,
      @ForAll int seed)
      throws Exception {
    DetectionSettings settings = DetectionSettings.of(RETENTION, 100, DetectionSettings.NO_END);
    List<OrderEvent> first = arrivals.subList(0, arrivals.size() / 2);
    List<OrderEvent> rest = arrivals.subList(first.size(), arrivals.size());
    try (var detection = Detection.ofOrders(before, settings);
        var detector = LifecycleDefectsJob.DETECTION.detector(policies)) {
      long watermark = feed(detection, first, Long.MIN_VALUE, seed, true);
      int told = detection.changes().size();

      detection.restart(policies);

      assertThat(detection.changes()).hasSize(told);
      detection.watermark(watermark);
      assertThat(new TreeMap<>(Detection.fold(detection.changes())))
          .isEqualTo(evaluated(first, detector, watermark));
      feed(detection, rest, watermark, seed, true);
      detection.watermark(Long.MAX_VALUE);
      check(detection, arrivals, detector, DetectionSettings.NO_END);
      checkFacts(
          detection.facts(),
          arrivals,
          detector,
          LifecycleDefectsJob.DETECTION.factRules(),
          DetectionSettings.NO_END);
      assertThat(detection.stateEntries()).isZero();
    }
  }

  @Property(tries = 5, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void ofOrdersOnRocksDb(@ForAll("orders") List<OrderEvent> arrivals, @ForAll int seed)
      throws Exception {
    Policies policies = Policies.builtIn();
    DetectionSettings settings = DetectionSettings.of(RETENTION, 100, DetectionSettings.NO_END);
    try (var detection = Detection.ofOrders(policies, settings, new EmbeddedRocksDBStateBackend());
        var detector = LifecycleDefectsJob.DETECTION.detector(policies)) {
      run(detection, arrivals, seed, true);
      check(detection, arrivals, detector, DetectionSettings.NO_END);
    }
  }

  private static <E extends Event> void run(
      Detection<E, ?, ?> detection, List<E> arrivals, int seed, boolean restarts) throws Exception {
    feed(detection, arrivals, Long.MIN_VALUE, seed, restarts);
    detection.watermark(Long.MAX_VALUE);
  }

  /** Gives the latest instant that events or watermarks have come to. */
  private static <E extends Event> long feed(
      Detection<E, ?, ?> detection, List<E> arrivals, long since, int seed, boolean restarts)
      throws Exception {
    Random random = new Random(seed);
    long watermark = since;
    long seen = Math.max(since, Histories.START);
    for (E event : arrivals) {
      detection.event(event);
      seen = Math.max(seen, event.occurredAt());
      if (random.nextInt(4) == 0) {
        long ahead = (long) (random.nextGaussian() * Duration.ofDays(2).toMillis());
        watermark = Math.max(watermark, seen + ahead);
        detection.watermark(watermark);
      }
      if (random.nextInt(15) == 0 && restarts) {
        detection.restart();
      }
      assertThat(detection.timers()).isLessThanOrEqualTo(SUBJECTS);
    }
    return Math.max(watermark, seen);
  }

  private static <E extends Event> List<DefectChange> uninterrupted(
      Detection<E, ?, ?> detection, List<E> arrivals, int seed) throws Exception {
    try (detection) {
      run(detection, arrivals, seed, false);
      return detection.changes();
    }
  }

  /**
   * An operator has no watermark after a restart, but that is no reason to take anything back. But
   * for a due time that a late event moves, from before what a subject has seen of the watermark to
   * after it: it is not known to have passed again until the first watermark.
   */
  private static void checkRetractions(
      List<DefectChange> restarted, List<DefectChange> uninterrupted) {
    Map<String, Long> known = retractions(uninterrupted);
    retractions(restarted)
        .forEach(
            (defect, times) ->
                assertThat(times)
                    .as("retractions of %s", defect)
                    .isLessThanOrEqualTo(known.getOrDefault(defect, 0L)));
  }

  private static Map<String, Long> retractions(List<DefectChange> changes) {
    return changes.stream()
        .filter(change -> change.status() == DefectStatus.RETRACTED)
        .filter(change -> !change.finding().code().equals(DefectCode.STALLED_COMPLETION))
        .collect(Collectors.groupingBy(DefectChange::defectId, Collectors.counting()));
  }

  private static <E extends Event, H extends History<E>> void check(
      Detection<E, H, ?> detection, List<E> arrivals, Detector<E, H> detector, long until) {
    assertThat(detection.late()).isEmpty();
    assertThat(detection.overflow()).isEmpty();
    assertThat(detection.timers()).isZero();
    checkRevisions(detection.changes());
    assertThat(new TreeMap<>(Detection.fold(detection.changes())))
        .isEqualTo(evaluated(arrivals, detector, until));
  }

  /** The last fact of each identity is what the whole set of events comes to. */
  private static <E extends Event, H extends History<E>, F extends Fact> void checkFacts(
      List<F> told, List<E> arrivals, Detector<E, H> detector, FactRules<H, F> rules, long until) {
    Map<String, F> last = new TreeMap<>();
    for (F fact : told) {
      F before = last.put(fact.factId(), fact);
      assertThat(fact).as("told again").isNotEqualTo(before);
      assertThat(fact.decidedAt()).isEqualTo(Detection.WALL_CLOCK);
      assertThat(fact.isWithdrawn() && (before == null || before.isWithdrawn()))
          .as("%s withdraws nothing", fact)
          .isFalse();
    }
    last.values().removeIf(Fact::isWithdrawn);

    Map<String, E> first = new HashMap<>();
    arrivals.forEach(event -> first.putIfAbsent(event.subjectId(), event));
    Map<String, F> derived = new TreeMap<>();
    timelines(arrivals)
        .forEach(
            (subject, timeline) -> {
              Judgement<H> judgement = detector.judge(timeline.history(), until);
              rules
                  .derive(
                      judgement,
                      detector.findings(judgement),
                      first.get(subject).recordedAt(),
                      Detection.WALL_CLOCK)
                  .forEach(
                      contribution ->
                          derived.put(contribution.fact().factId(), contribution.fact()));
            });
    assertThat(last).isEqualTo(derived);
  }

  private static <E extends Event> Map<String, Timeline<E>> timelines(List<E> arrivals) {
    Map<String, Timeline<E>> timelines = new LinkedHashMap<>();
    arrivals.forEach(
        event ->
            timelines
                .computeIfAbsent(event.subjectId(), id -> new Timeline<>())
                .add(event, Integer.MAX_VALUE));
    return timelines;
  }

  /** The defects that the whole set of events comes to. */
  private static <E extends Event, H extends History<E>> Map<String, Finding> evaluated(
      List<E> arrivals, Detector<E, H> detector, long until) {
    Map<String, Finding> findings = new TreeMap<>();
    timelines(arrivals)
        .values()
        .forEach(
            timeline ->
                detector
                    .worded(detector.judge(timeline.history(), until))
                    .forEach(finding -> findings.put(finding.defectId(), finding)));
    return findings;
  }

  /** Each defect is raised first, counts its changes up by one, and changes with every change. */
  private static void checkRevisions(List<DefectChange> changes) {
    Map<String, DefectChange> last = new HashMap<>();
    for (DefectChange change : changes) {
      DefectChange before = last.put(change.defectId(), change);
      assertThat(change.detectedAt()).isEqualTo(Detection.WALL_CLOCK);
      if (before == null) {
        assertThat(change.revision()).isEqualTo(1);
        assertThat(change.status()).isEqualTo(DefectStatus.RAISED);
      } else {
        assertThat(change.revision()).isEqualTo(before.revision() + 1);
        assertThat(change.status() == before.status() && change.finding().equals(before.finding()))
            .as("%s repeats itself", change)
            .isFalse();
      }
      if (change.status() != DefectStatus.RETRACTED) {
        assertThat(change.finding().isCleared()).isEqualTo(change.status() == DefectStatus.CLEARED);
      }
    }
  }

  @Provide
  Arbitrary<List<OrderEvent>> orders() {
    return Histories.manyOrders(SUBJECTS);
  }

  @Provide
  Arbitrary<List<ContactEvent>> contacts() {
    return Histories.manyCustomers(SUBJECTS);
  }

  @Provide
  Arbitrary<Policies> policies() {
    return Histories.policies();
  }

  /** No end of time, mostly. */
  @Provide
  Arbitrary<Long> untils() {
    return Histories.nows();
  }
}
