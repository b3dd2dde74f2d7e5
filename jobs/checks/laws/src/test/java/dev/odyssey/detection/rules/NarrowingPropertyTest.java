package dev.odyssey.detection.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.contactdefects.rules.ContactRules;
import dev.odyssey.contactdefects.rules.CustomerHistory;
import dev.odyssey.detection.cep.Match;
import dev.odyssey.detection.cep.PatternMatcher;
import dev.odyssey.detection.laws.Histories;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.lifecycledefects.rules.OrderHistory;
import dev.odyssey.lifecycledefects.rules.OrderRules;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.flink.cep.pattern.Pattern;

/**
 * A rule shows its pattern a few signals at a time. What the pattern matches in them is what it
 * would have matched in the whole history: every event that the rule concerns itself with, and
 * every due time that has passed, after the events of its instant.
 */
class NarrowingPropertyTest {

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void ofOrders(
      @ForAll("orders") List<OrderEvent> arrivals,
      @ForAll("policies") Policies policies,
      @ForAll("nows") long now) {
    OrderHistory history = new OrderHistory(Histories.inOrder(arrivals), policies);
    OrderRules.all().forEach(rule -> check(rule, history, now));
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void ofContacts(
      @ForAll("contacts") List<ContactEvent> arrivals,
      @ForAll("policies") Policies policies,
      @ForAll("nows") long now) {
    CustomerHistory history = new CustomerHistory(Histories.inOrder(arrivals), policies.defaults());
    ContactRules.all().forEach(rule -> check(rule, history, now));
  }

  private static <H extends History<?>> void check(Rule<H> rule, H history, long now) {
    try (PatternMatcher<Signal<H>> matcher = new PatternMatcher<>(rule.pattern())) {
      assertThat(narrowed(rule, matcher, history, now))
          .as(rule.code())
          .isEqualTo(whole(rule, matcher, history, now));
    }
  }

  /** The anchors that are found in the cases on the agenda. */
  private static <H extends History<?>> List<Integer> narrowed(
      Rule<H> rule, PatternMatcher<Signal<H>> matcher, H history, long now) {
    Agenda<H> agenda = new Agenda<>(now);
    rule.cases(history, agenda);
    List<Integer> anchors = new ArrayList<>();
    for (Agenda.Case<H> found : agenda.cases()) {
      for (Match<Signal<H>> match : matcher.match(found.signals(), Signal::at)) {
        anchors.add(anchor(rule, match));
        assertThat(anchor(rule, match)).as(rule.code()).isEqualTo(found.anchor());
      }
    }
    anchors.sort(Comparator.naturalOrder());
    return anchors;
  }

  /** The anchors that are found in everything. */
  private static <H extends History<?>> List<Integer> whole(
      Rule<H> rule, PatternMatcher<Signal<H>> matcher, H history, long now) {
    List<Signal<H>> signals = new ArrayList<>();
    for (int i = 0; i < history.size(); i++) {
      signals.add(Signal.event(history, i));
    }
    if (rule instanceof Absence<H> absence) {
      for (int i = 0; i < history.size(); i++) {
        long due = absence.isAnchor(history, i) ? absence.due(history, i) : Absence.NONE;
        if (due != Absence.NONE && due <= now) {
          signals.add(Signal.due(history, i, rule.code(), due));
        }
      }
    }
    signals.removeIf(signal -> !rule.concerns(signal));
    // Stable: events are first already, and in order.
    signals.sort(Comparator.comparingLong(Signal::at));
    List<Integer> anchors = new ArrayList<>();
    matcher.match(signals, Signal::at).forEach(match -> anchors.add(anchor(rule, match)));
    anchors.sort(Comparator.naturalOrder());
    return anchors;
  }

  /** Of an absence the event that something had to follow, otherwise the event that shows it. */
  private static <H extends History<?>> int anchor(Rule<H> rule, Match<Signal<H>> match) {
    Deque<String> stages = new ArrayDeque<>();
    for (Pattern<?, ?> stage = rule.pattern(); stage != null; stage = stage.getPrevious()) {
      stages.addFirst(stage.getName());
    }
    String stage = rule instanceof Absence ? stages.getFirst() : stages.getLast();
    return match.one(stage).index();
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
