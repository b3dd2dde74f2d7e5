package dev.odyssey.detection.cep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.apache.flink.cep.pattern.conditions.RichIterativeCondition;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;
import org.apache.flink.util.FlinkRuntimeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PatternMatcherTest {

  private static final Pattern<Signal, ?> ABSENCE = PatternFamily.ABSENCE.pattern;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ac      | {a=[0], due=[1]}
          abc     |
          xaxxcx  | {a=[1], due=[4]}
          abxac   | {a=[3], due=[4]}
          (abc)   |
          (acb)   | {a=[0], due=[1]}
          aac     | {a=[0], due=[2]} {a=[1], due=[2]}
          ''      |
          """)
  void findsAnAbsence(String history, String matches) {
    assertThat(String.join(" ", rendered(ABSENCE, Signal.history(history))))
        .isEqualTo(matches == null ? "" : matches);
  }

  @Test
  void knowsOfNothingAfterNow() {
    List<Signal> history = Signal.history("ac");
    try (PatternMatcher<Signal> matcher = new PatternMatcher<>(ABSENCE)) {
      assertThat(matcher.match(history, Signal::at, history.get(1).at())).hasSize(1);
      assertThat(matcher.match(history, Signal::at, history.get(1).at() - 1)).isEmpty();
    }
  }

  @Test
  void seesAWindowCloseWhenItsTimeHasCome() {
    List<Signal> history = List.of(new Signal(0, 0, 'a', 0, 1000));
    try (PatternMatcher<Signal> matcher =
        new PatternMatcher<>(PatternFamily.ABSENCE_AT_THE_END.pattern)) {
      assertThat(matcher.match(history, Signal::at, 1002)).isEmpty();
      assertThat(matcher.match(history, Signal::at, 1003)).hasSize(1);
      assertThat(matcher.match(history, Signal::at)).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource(PatternFamily.class)
  void startsAfreshWithEachCall(PatternFamily family) throws Exception {
    List<Signal> open = Signal.history("aabacadbca(abc)cbda");
    List<String> alone = rendered(family.pattern, open);
    try (PatternMatcher<Signal> matcher = new PatternMatcher<>(family.pattern)) {
      for (int i = 0; i < 5; i++) {
        assertThat(matcher.match(open, Signal::at))
            .map(m -> Signal.render(m.stages()))
            .isEqualTo(alone);
        assertThat(matcher.isEmpty()).isTrue();
        matcher.match(open.subList(0, 7), Signal::at, open.get(5).at());
        assertThat(matcher.isEmpty()).isTrue();
      }
    }
  }

  @Test
  void matchesAHistoryFarLargerThanItsCaches() throws Exception {
    List<Signal> history = Signal.history("a".repeat(1000) + "c" + "a".repeat(1000));
    try (PatternMatcher<Signal> matcher = new PatternMatcher<>(ABSENCE)) {
      List<Match<Signal>> matches = matcher.match(history, Signal::at);
      assertThat(matches).hasSize(1000);
      assertThat(matches).map(m -> m.one("due").id()).containsOnly(1000);
      assertThat(matches).map(m -> m.one("a").id()).doesNotHaveDuplicates();
      assertThat(matcher.isEmpty()).isTrue();
    }
  }

  @Test
  void refusesSignalsThatAreOutOfOrder() throws Exception {
    List<Signal> history = new ArrayList<>(Signal.history("aac"));
    history.add(history.remove(0));
    try (PatternMatcher<Signal> matcher = new PatternMatcher<>(ABSENCE)) {
      assertThatThrownBy(() -> matcher.match(history, Signal::at))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("out of order")
          .hasMessageContaining(String.valueOf(history.get(2).at()));
      assertThat(matcher.isEmpty()).isTrue();
    }
  }

  @Test
  void namesThePatternAndTheSignalAtWhichAConditionFails() throws Exception {
    Pattern<Signal, ?> pattern =
        Pattern.<Signal>begin("promise")
            .where(SimpleCondition.of(signal -> signal.type() == 'a'))
            .followedBy("due")
            .where(
                SimpleCondition.of(
                    signal -> {
                      throw new IllegalStateException("no verdict");
                    }));
    try (PatternMatcher<Signal> matcher = new PatternMatcher<>(pattern)) {
      List<Signal> history = Signal.history("xac");
      assertThatThrownBy(() -> matcher.match(history, Signal::at))
          .isInstanceOf(FlinkRuntimeException.class)
          .hasMessageContaining("promise due")
          .hasMessageContaining(history.get(2).toString())
          .hasRootCauseMessage("no verdict");
      assertThat(matcher.isEmpty()).isTrue();
      assertThat(matcher.match(Signal.history("xxa"), Signal::at)).isEmpty();
    }
  }

  @Test
  void refusesConditionsThatDependOnMoreThanTheSignals() {
    assertThatThrownBy(() -> rendered(Pattern.<Signal>begin("a").where(new WallClock()), "a"))
        .hasRootCauseInstanceOf(UnsupportedOperationException.class)
        .hasStackTraceContaining("processing time");
    assertThatThrownBy(() -> rendered(Pattern.<Signal>begin("a").where(new TaskName()), "a"))
        .hasRootCauseInstanceOf(UnsupportedOperationException.class)
        .hasStackTraceContaining("runtime context: getTaskInfo");
  }

  @Test
  void opensAndClosesItsConditions() {
    LifeCycle condition = new LifeCycle();
    PatternMatcher<Signal> matcher =
        new PatternMatcher<>(Pattern.<Signal>begin("a").where(condition));
    assertThat(condition.calls).containsExactly("open");
    matcher.close();
    assertThat(condition.calls).containsExactly("open", "close");
  }

  @Test
  void leavesNoThreadBehind() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    List<PatternMatcher<Signal>> matchers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      matchers.add(new PatternMatcher<>(ABSENCE));
    }
    await("open matchers need no thread")
        .atMost(Duration.ofSeconds(20))
        .until(() -> timersSince(before).isEmpty());
    matchers.forEach(PatternMatcher::close);
    assertThat(timersSince(before)).isEmpty();
  }

  private static Set<Thread> timersSince(Set<Thread> before) {
    Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
    threads.removeAll(before);
    threads.removeIf(thread -> !thread.getName().startsWith("Timer"));
    return threads;
  }

  private static List<String> rendered(Pattern<Signal, ?> pattern, String history) {
    return rendered(pattern, Signal.history(history));
  }

  private static List<String> rendered(Pattern<Signal, ?> pattern, List<Signal> history) {
    try (PatternMatcher<Signal> matcher = new PatternMatcher<>(pattern)) {
      return matcher.match(history, Signal::at).stream()
          .map(match -> Signal.render(match.stages()))
          .toList();
    }
  }

  private static final class WallClock extends IterativeCondition<Signal> {
    @Override
    public boolean filter(Signal signal, Context<Signal> context) {
      return context.currentProcessingTime() > 0;
    }
  }

  private static final class TaskName extends RichIterativeCondition<Signal> {
    @Override
    public boolean filter(Signal signal, Context<Signal> context) {
      return getRuntimeContext().getTaskInfo().getTaskName().isEmpty();
    }
  }

  private static final class LifeCycle extends RichIterativeCondition<Signal> {
    final List<String> calls = new ArrayList<>();

    @Override
    public void open(OpenContext context) {
      calls.add("open");
    }

    @Override
    public boolean filter(Signal signal, Context<Signal> context) {
      return true;
    }

    @Override
    public void close() {
      calls.add("close");
    }
  }
}
