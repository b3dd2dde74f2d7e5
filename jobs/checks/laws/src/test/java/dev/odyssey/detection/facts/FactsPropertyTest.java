package dev.odyssey.detection.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.contactdefects.ContactDefectsJob;
import dev.odyssey.defects.Finding;
import dev.odyssey.detection.job.Detection;
import dev.odyssey.detection.laws.Histories;
import dev.odyssey.detection.matching.Judgement;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.detection.rules.History;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.Event;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.facts.Fact;
import dev.odyssey.lifecycledefects.LifecycleDefectsJob;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * What an operator may rely on: when to look again, and what tells one contribution from another.
 */
class FactsPropertyTest {

  private static final long SINCE = 1;
  private static final long DECIDED = 2;

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void betweenTheInstantsThatAreWaitedForNothingChangesForOrders(
      @ForAll("orders") List<OrderEvent> arrivals,
      @ForAll("policies") Policies policies,
      @ForAll("nows") long now) {
    nothingChangesBeforeItIsDue(LifecycleDefectsJob.DETECTION, arrivals, policies, now);
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void betweenTheInstantsThatAreWaitedForNothingChangesForContacts(
      @ForAll("contacts") List<ContactEvent> arrivals,
      @ForAll("policies") Policies policies,
      @ForAll("nows") long now) {
    nothingChangesBeforeItIsDue(ContactDefectsJob.DETECTION, arrivals, policies, now);
  }

  /** Neither defects nor contributions. */
  private static <E extends Event, H extends History<E>, F extends Fact>
      void nothingChangesBeforeItIsDue(
          Detection<E, H, F> detection, List<E> arrivals, Policies policies, long now) {
    try (var detector = detection.detector(policies)) {
      List<E> history = Histories.inOrder(arrivals);
      Judgement<H> judgement = detector.judge(history, now);
      List<Object> said = new ArrayList<>(detector.worded(judgement));
      said.addAll(facts(detection, judgement, detector.findings(judgement)));
      long nextDue = judgement.nextDue();
      assertThat(nextDue).isGreaterThan(now == Long.MAX_VALUE ? now - 1 : now);

      Judgement<H> before =
          detector.judge(history, nextDue == Long.MAX_VALUE ? nextDue : nextDue - 1);
      List<Object> saidBefore = new ArrayList<>(detector.worded(before));
      saidBefore.addAll(facts(detection, before, detector.findings(before)));
      assertThat(saidBefore).isEqualTo(said);
      assertThat(before.nextDue()).isEqualTo(nextDue);
    }
  }

  private static <H extends History<?>, F extends Fact> List<F> facts(
      Detection<?, H, F> detection, Judgement<H> judgement, List<Finding> findings) {
    return detection.factRules().derive(judgement, findings, SINCE, DECIDED).stream()
        .map(FactRules.Contribution::fact)
        .toList();
  }

  /** Whatever differs in a fact shows in its fingerprint; when it was decided does not. */
  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void factsThatDifferHaveOtherFingerprints(
      @ForAll("orders") List<OrderEvent> orders, @ForAll("contacts") List<ContactEvent> contacts) {
    List<Fact> facts = new ArrayList<>();
    for (long now : new long[] {Long.MIN_VALUE, Histories.START, Long.MAX_VALUE}) {
      facts.addAll(ofEachBeginning(LifecycleDefectsJob.DETECTION, orders, now));
      facts.addAll(ofEachBeginning(ContactDefectsJob.DETECTION, contacts, now));
    }
    for (Fact one : facts) {
      for (Fact other : facts) {
        if (one.factId().equals(other.factId())) {
          assertThat(Fingerprint.of(one) == Fingerprint.of(other))
              .as("%s and %s", one, other)
              .isEqualTo(one.equals(other));
        }
      }
    }
  }

  private static <E extends Event, H extends History<E>, F extends Fact> List<F> ofEachBeginning(
      Detection<E, H, F> detection, List<E> arrivals, long now) {
    List<E> history = Histories.inOrder(arrivals);
    List<F> facts = new ArrayList<>();
    try (var detector = detection.detector(Policies.builtIn())) {
      for (int size = 1; size <= history.size(); size++) {
        Judgement<H> judgement = detector.judge(history.subList(0, size), now);
        facts.addAll(facts(detection, judgement, detector.findings(judgement)));
      }
    }
    return facts;
  }

  @Provide
  Arbitrary<List<OrderEvent>> orders() {
    return Histories.orders();
  }

  @Provide
  Arbitrary<List<ContactEvent>> contacts() {
    return Histories.contacts();
  }

  @Provide
  Arbitrary<Policies> policies() {
    return Histories.policies();
  }

  @Provide
  Arbitrary<Long> nows() {
    return Histories.nows();
  }
}
