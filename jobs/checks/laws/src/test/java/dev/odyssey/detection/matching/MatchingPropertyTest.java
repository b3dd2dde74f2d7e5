package dev.odyssey.detection.matching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.contactdefects.rules.ContactRules;
import dev.odyssey.contactdefects.rules.CustomerHistory;
import dev.odyssey.detection.cep.Match;
import dev.odyssey.detection.cep.PatternMatcher;
import dev.odyssey.detection.custom.OwnRules;
import dev.odyssey.detection.laws.Histories;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.detection.rules.Due;
import dev.odyssey.detection.rules.Form;
import dev.odyssey.detection.rules.Found;
import dev.odyssey.detection.rules.History;
import dev.odyssey.detection.rules.Rule;
import dev.odyssey.detection.rules.Signal;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.lifecycledefects.rules.OrderHistory;
import dev.odyssey.lifecycledefects.rules.OrderRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.cep.CEP;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;

/**
 * A declaration means its pattern of Flink CEP: the table that is compiled from it finds what the
 * automaton finds, and the automaton in memory matches what Flink's own operator matches.
 */
class MatchingPropertyTest {

  @Property(tries = 150, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void theTableFindsWhatTheAutomatonFindsInOrders(
      @ForAll("orders") List<OrderEvent> arrivals,
      @ForAll("policies") Policies policies,
      @ForAll("nows") long now,
      @ForAll long seed) {
    List<Rule<OrderHistory>> rules = new ArrayList<>(OrderRules.ALL);
    rules.addAll(OwnRules.rulesOfOrders(new Random(seed), policies, 6));
    check(rules, new OrderHistory(Histories.inOrder(arrivals), policies), now);
  }

  @Property(tries = 150, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void theTableFindsWhatTheAutomatonFindsInContacts(
      @ForAll("contacts") List<ContactEvent> arrivals,
      @ForAll("policies") Policies policies,
      @ForAll("nows") long now,
      @ForAll long seed) {
    List<Rule<CustomerHistory>> rules = new ArrayList<>(ContactRules.ALL);
    rules.addAll(OwnRules.rulesOfContacts(new Random(seed), policies, 6));
    check(rules, new CustomerHistory(Histories.inOrder(arrivals), policies), now);
  }

  /** A law about rules that never find anything would hold for nothing. */
  @Example
  void rulesAtRandomOfEachFormFindSomething() {
    Map<String, Integer> found = new TreeMap<>();
    Random random = new Random(7);
    Histories.orders()
        .sampleStream()
        .limit(300)
        .forEach(
            arrivals -> {
              List<Rule<OrderHistory>> rules =
                  OwnRules.rulesOfOrders(random, Policies.builtIn(), 8);
              OrderHistory history =
                  new OrderHistory(Histories.inOrder(arrivals), Policies.builtIn());
              new RuleTable<>(rules)
                  .judge(history, Long.MAX_VALUE)
                  .found()
                  .forEach(
                      f ->
                          found.merge(
                              f.rule().form().getClass().getSimpleName()
                                  + (f.isCleared() ? " cleared" : ""),
                              1,
                              Integer::sum));
            });

    assertThat(found).containsOnlyKeys("Absence", "Absence cleared", "Count", "Sequence");
    assertThat(found.values()).allMatch(times -> times > 20);
  }

  private static <H extends History<?>> void check(List<Rule<H>> rules, H history, long now) {
    try (CepMatching<H> automaton = new CepMatching<>(rules)) {
      Judgement<H> expected = automaton.judge(history, now);
      Judgement<H> actual = new RuleTable<>(rules).judge(history, now);
      assertThat(said(actual)).isEqualTo(said(expected));
      assertThat(actual.nextDue()).isEqualTo(expected.nextDue());
    }
  }

  private static <H extends History<?>> List<String> said(Judgement<H> judgement) {
    return judgement.found().stream().map(MatchingPropertyTest::said).sorted().toList();
  }

  private static String said(Found<?> found) {
    return "%s at %d raised %d by %d, settled %d by %d"
        .formatted(
            found.rule(),
            found.anchor(),
            found.raisedAt(),
            found.raisedBy(),
            found.clearedAt(),
            found.settler());
  }

  @Property(tries = 40, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void theAutomatonMatchesWhatTheStockOperatorMatchesInOrders(
      @ForAll("orders") List<OrderEvent> arrivals,
      @ForAll("policies") Policies policies,
      @ForAll long seed)
      throws Exception {
    Random random = new Random(seed);
    List<Rule<OrderHistory>> rules = new ArrayList<>(OrderRules.ALL);
    rules.addAll(OwnRules.rulesOfOrders(random, policies, 19));
    checkAgainstStock(
        rules.get(random.nextInt(rules.size())),
        new OrderHistory(Histories.inOrder(arrivals), policies),
        TypeInformation.of(new TypeHint<Signal<OrderHistory>>() {}));
  }

  @Property(tries = 40, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void theAutomatonMatchesWhatTheStockOperatorMatchesInContacts(
      @ForAll("contacts") List<ContactEvent> arrivals,
      @ForAll("policies") Policies policies,
      @ForAll long seed)
      throws Exception {
    Random random = new Random(seed);
    List<Rule<CustomerHistory>> rules = new ArrayList<>(ContactRules.ALL);
    rules.addAll(OwnRules.rulesOfContacts(random, policies, 6));
    checkAgainstStock(
        rules.get(random.nextInt(rules.size())),
        new CustomerHistory(Histories.inOrder(arrivals), policies),
        TypeInformation.of(new TypeHint<Signal<CustomerHistory>>() {}));
  }

  private static <H extends History<?>> void checkAgainstStock(
      Rule<H> rule, H history, TypeInformation<Signal<H>> type) throws Exception {
    Map<Integer, List<Signal<H>>> groups = new TreeMap<>();
    int[] groupOf = new int[history.size()];
    for (int start : history.starts(rule.scope())) {
      groups.put(start, signals(rule, history, start));
      for (int i = start; i >= 0; i = history.next(rule.scope(), i)) {
        groupOf[i] = start;
      }
    }
    List<String> actual = new ArrayList<>();
    try (PatternMatcher<Signal<H>> matcher = new PatternMatcher<>(Patterns.of(rule))) {
      for (List<Signal<H>> signals : groups.values()) {
        for (Match<Signal<H>> match : matcher.match(signals, Signal::at)) {
          actual.add(rendered(match.stages()));
        }
      }
    }
    List<String> expected;
    try (var stock = stock(rule, groupOf, type)) {
      for (List<Signal<H>> signals : groups.values()) {
        for (Signal<H> signal : signals) {
          stock.processElement(signal, signal.at());
        }
      }
      stock.processWatermark(Long.MAX_VALUE);
      expected = stock.extractOutputValues();
    }
    assertThat(actual).as("%s", rule).containsExactlyInAnyOrderElementsOf(expected);
  }

  /** All events of a group that the pattern is to see, and all due times, in order. */
  private static <H extends History<?>> List<Signal<H>> signals(
      Rule<H> rule, H history, int start) {
    List<Signal<H>> signals = new ArrayList<>();
    for (int i = start; i >= 0; i = history.next(rule.scope(), i)) {
      signals.add(Signal.event(history, i));
      if (rule.form() instanceof Form.Absence<H> absence && absence.after().fits(history, i)) {
        long due = absence.by().at(history, i);
        if (due != Due.NONE) {
          signals.add(Signal.due(history, i, due));
        }
      }
    }
    signals.removeIf(signal -> !Patterns.concerns(rule, signal));
    signals.sort(Comparator.<Signal<H>>comparingLong(Signal::at).thenComparing(Signal::isDue));
    return signals;
  }

  private static <H extends History<?>>
      KeyedOneInputStreamOperatorTestHarness<Integer, Signal<H>, String> stock(
          Rule<H> rule, int[] groupOf, TypeInformation<Signal<H>> type) throws Exception {
    DataStream<Signal<H>> none =
        StreamExecutionEnvironment.getExecutionEnvironment()
            .fromSequence(0, 0)
            .map(number -> (Signal<H>) null)
            .returns(type);
    OneInputTransformation<?, ?> operator =
        (OneInputTransformation<?, ?>)
            CEP.pattern(none.keyBy(signal -> groupOf[signal.index()], Types.INT), Patterns.of(rule))
                .inEventTime()
                .process(new Render<H>(), Types.STRING)
                .getTransformation();
    @SuppressWarnings("unchecked") // it makes the operator of the very process function
    var factory = (StreamOperatorFactory<String>) operator.getOperatorFactory();
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<Integer, Signal<H>, String>(
            factory, signal -> groupOf[signal.index()], Types.INT);
    harness.setup();
    harness.open();
    return harness;
  }

  private static final class Render<H extends History<?>>
      extends PatternProcessFunction<Signal<H>, String> {
    private static final long serialVersionUID = 1;

    @Override
    public void processMatch(
        Map<String, List<Signal<H>>> match, Context context, Collector<String> out) {
      out.collect(rendered(match));
    }
  }

  private static <H extends History<?>> String rendered(Map<String, List<Signal<H>>> stages) {
    Map<String, List<String>> places = new TreeMap<>();
    stages.forEach(
        (stage, signals) ->
            places.put(
                stage,
                signals.stream()
                    .map(s -> s.index() + (s.isDue() ? " due " + s.at() : ""))
                    .toList()));
    return places.toString();
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
