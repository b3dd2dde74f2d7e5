package dev.odyssey.detection.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.contactdefects.rules.ContactFactRules;
import dev.odyssey.detection.laws.Histories;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.Event;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.facts.Fact;
import dev.odyssey.lifecycledefects.rules.OrderFactRules;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** What may be left out because nothing can have changed, and what must not. */
class FactsPropertyTest {

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void anEventThatDoesNotStirChangesNothing(
      @ForAll("orders") List<OrderEvent> arrivals,
      @ForAll("policies") Policies policies,
      @ForAll("nows") long now) {
    OrderFactRules rules = new OrderFactRules(policies);
    List<OrderEvent> history = Histories.inOrder(arrivals);
    for (int size = 2; size <= history.size(); size++) {
      List<OrderEvent> events = history.subList(0, size);
      boolean later = events.get(size - 2).occurredAt() < events.get(size - 1).occurredAt();
      if (later && !rules.isStirredByLatest(events)) {
        assertThat(rules.derive(events, List.of(), 1, now, 2))
            .isEqualTo(rules.derive(history.subList(0, size - 1), List.of(), 1, now, 2));
      }
    }
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void betweenTheInstantsThatAreWaitedForNothingChangesForOrders(
      @ForAll("orders") List<OrderEvent> arrivals, @ForAll("nows") long now) {
    nothingChangesBeforeItIsDue(
        new OrderFactRules(Policies.builtIn()), Histories.inOrder(arrivals), now);
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void betweenTheInstantsThatAreWaitedForNothingChangesForContacts(
      @ForAll("contacts") List<ContactEvent> arrivals, @ForAll("nows") long now) {
    nothingChangesBeforeItIsDue(
        new ContactFactRules(Policies.builtIn()), Histories.inOrder(arrivals), now);
  }

  private static <E extends Event, F extends Fact> void nothingChangesBeforeItIsDue(
      FactRules<E, F> rules, List<E> history, long now) {
    FactRules.Contribution<F> contribution = rules.derive(history, List.of(), 1, now, 2);
    long nextDue = contribution.nextDue();
    long justBefore = nextDue == Long.MAX_VALUE ? nextDue : nextDue - 1;

    assertThat(nextDue).isGreaterThanOrEqualTo(now);
    assertThat(rules.derive(history, List.of(), 1, justBefore, 2)).isEqualTo(contribution);
    if (nextDue < Long.MAX_VALUE) {
      assertThat(rules.derive(history, List.of(), 1, nextDue, 2).nextDue()).isGreaterThan(nextDue);
    }
  }

  /** Whatever is otherwise in a fact shows in its fingerprint; when it was decided does not. */
  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void factsThatDifferHaveOtherFingerprints(
      @ForAll("orders") List<OrderEvent> orders, @ForAll("contacts") List<ContactEvent> contacts) {
    List<Fact> facts = new ArrayList<>();
    for (long now : new long[] {Long.MIN_VALUE, Histories.START, Long.MAX_VALUE}) {
      for (int size = 1; size <= Histories.inOrder(orders).size(); size++) {
        List<OrderEvent> some = Histories.inOrder(orders).subList(0, size);
        facts.addAll(
            new OrderFactRules(Policies.builtIn()).derive(some, List.of(), 1, now, 2).facts());
      }
      facts.addAll(
          new ContactFactRules(Policies.builtIn())
              .derive(Histories.inOrder(contacts), List.of(), 1, now, 2)
              .facts());
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
