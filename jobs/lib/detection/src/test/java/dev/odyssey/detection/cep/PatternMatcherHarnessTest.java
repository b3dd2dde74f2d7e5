package dev.odyssey.detection.cep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.detection.cep.StockOperator.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** The matcher against the stock operator: the same ordered input gives the same matches. */
class PatternMatcherHarnessTest {

  private static final int TRIES = 400;

  @Property(tries = TRIES, seed = "20250301")
  void findsWhatTheStockOperatorFindsInTheSameOrder(
      @ForAll PatternFamily family, @ForAll("subjects") List<List<Signal>> subjects)
      throws Exception {
    assertThat(matched(family, subjects, Long.MAX_VALUE))
        .isEqualTo(stock(family, subjects, Long.MAX_VALUE, false));
  }

  @Property(tries = TRIES, seed = "20250302")
  void knowsNoMoreThanTheStockOperatorAtAWatermark(
      @ForAll PatternFamily family,
      @ForAll("subjects") List<List<Signal>> subjects,
      @ForAll("instants") long now)
      throws Exception {
    assertThat(matched(family, subjects, now)).isEqualTo(stock(family, subjects, now, false));
  }

  /** The operator sees time pass between signals; which match comes first may depend on that. */
  @Property(tries = TRIES, seed = "20250303")
  void findsWhatTheStockOperatorFindsWhileTimePasses(
      @ForAll PatternFamily family, @ForAll("laterSubjects") List<List<Signal>> subjects)
      throws Exception {
    Map<Integer, List<String>> expected = stock(family, subjects, Long.MAX_VALUE, true);
    Map<Integer, List<String>> actual = matched(family, subjects, Long.MAX_VALUE);
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    actual.forEach(
        (subject, matches) ->
            assertThat(matches).containsExactlyInAnyOrderElementsOf(expected.get(subject)));
  }

  private static Map<Integer, List<String>> matched(
      PatternFamily family, List<List<Signal>> subjects, long now) throws Exception {
    Map<Integer, List<String>> found = new TreeMap<>();
    try (PatternMatcher<Signal> matcher = new PatternMatcher<>(family.pattern)) {
      for (List<Signal> history : subjects) {
        for (Match<Signal> match : matcher.match(history, Signal::at, now)) {
          found
              .computeIfAbsent(history.get(0).subject(), subject -> new ArrayList<>())
              .add(Signal.render(match.stages()));
        }
        assertThat(matcher.isEmpty()).isTrue();
      }
    }
    return found;
  }

  private static Map<Integer, List<String>> stock(
      PatternFamily family, List<List<Signal>> subjects, long now, boolean timePasses)
      throws Exception {
    Map<Integer, List<String>> found = new TreeMap<>();
    try (KeyedOneInputStreamOperatorTestHarness<Integer, Signal, Found> harness =
        StockOperator.harness(family.pattern)) {
      List<Signal> signals = new ArrayList<>();
      subjects.forEach(signals::addAll);
      if (timePasses) {
        signals.sort(java.util.Comparator.comparingLong(Signal::at));
      }
      for (Signal signal : signals) {
        if (timePasses) {
          harness.processWatermark(signal.at() - 1);
        }
        harness.processElement(signal, signal.at());
      }
      harness.processWatermark(now);
      for (Found match : harness.extractOutputValues()) {
        found.computeIfAbsent(match.subject(), subject -> new ArrayList<>()).add(match.match());
      }
    }
    return found;
  }

  @Provide
  Arbitrary<List<List<Signal>>> subjects() {
    return Arbitraries.longs().between(-5, 5).flatMap(PatternMatcherHarnessTest::subjects);
  }

  @Provide
  Arbitrary<List<List<Signal>>> laterSubjects() {
    return subjects(1);
  }

  @Provide
  Arbitrary<Long> instants() {
    return Arbitraries.longs().between(-5, 25);
  }

  private static Arbitrary<List<List<Signal>>> subjects(long start) {
    record Step(char type, int value, int pause) {}
    Arbitrary<Step> step =
        Combinators.combine(
                Arbitraries.of('a', 'a', 'b', 'b', 'c', 'c', 'd'),
                Arbitraries.integers().between(0, 3),
                Arbitraries.of(0, 0, 1, 1, 2, 3, 6))
            .as(Step::new);
    return step.list()
        .ofMinSize(1)
        .ofMaxSize(14)
        .list()
        .ofSize(12)
        .map(
            histories -> {
              List<List<Signal>> subjects = new ArrayList<>();
              for (List<Step> steps : histories) {
                List<Signal> history = new ArrayList<>();
                long at = start;
                for (Step s : steps) {
                  at += s.pause();
                  history.add(new Signal(subjects.size(), history.size(), s.type(), s.value(), at));
                }
                subjects.add(history);
              }
              return subjects;
            });
  }
}
