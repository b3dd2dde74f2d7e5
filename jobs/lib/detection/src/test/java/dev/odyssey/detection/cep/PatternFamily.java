package dev.odyssey.detection.cep;

import static org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy.noSkip;
import static org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy.skipPastLastEvent;
import static org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy.skipToFirst;
import static org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy.skipToLast;
import static org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy.skipToNext;

import java.time.Duration;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.WithinType;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.apache.flink.cep.pattern.conditions.RichIterativeCondition;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;

/** Patterns over {@link Signal} that between them use what the pattern language has. */
enum PatternFamily {
  ABSENCE(absence(noSkip())),
  ABSENCE_SKIPPING_PAST_LAST(absence(skipPastLastEvent())),
  ABSENCE_SKIPPING_TO_NEXT(absence(skipToNext())),
  ABSENCE_SKIPPING_TO_LAST(absence(skipToLast("due"))),
  ABSENCE_WITHIN(absence(noSkip()).within(millis(4))),
  ABSENCE_OF_TWO(
      begin('a')
          .notFollowedBy("b")
          .where(is('b'))
          .notFollowedBy("d")
          .where(is('d'))
          .followedBy("c")
          .where(is('c'))),
  ABSENCE_AT_THE_END(begin('a').notFollowedBy("b").where(is('b')).within(millis(3))),
  ABSENCE_AT_THE_END_SKIPPING(
      begin('a', skipPastLastEvent())
          .followedBy("c")
          .where(is('c'))
          .notFollowedBy("b")
          .where(is('b'))
          .within(millis(4))),
  NEXT(begin('a').next("b").where(is('b'))),
  NEXT_OF_MANY(begin('a').oneOrMore().consecutive().next("b").where(is('b'))),
  NOT_NEXT(begin('a').notNext("b").where(is('b')).followedBy("c").where(is('c'))),
  NOT_NEXT_AT_THE_END(begin('a').notNext("b").where(is('b'))),
  FOLLOWED_BY(begin('a').followedBy("b").where(is('b')).followedBy("c").where(is('c'))),
  FOLLOWED_BY_SKIPPING_TO_FIRST(
      begin('a', skipToFirst("b")).followedBy("b").where(is('b')).followedBy("c").where(is('c'))),
  FOLLOWED_BY_ANY(begin('a').followedByAny("b").where(is('b')).followedByAny("c").where(is('c'))),
  FOLLOWED_BY_ANY_SKIPPING(begin('a', skipToNext()).followedByAny("b").where(is('b'))),
  SAME_TYPE_TWICE(begin('a').followedBy("again").where(is('a'))),
  TIMES(begin('a').times(3)),
  TIMES_SKIPPING(begin('a', skipPastLastEvent()).times(2)),
  TIMES_CONSECUTIVE(begin('a').times(2).consecutive().followedBy("b").where(is('b'))),
  TIMES_COMBINED(begin('a').times(2, 3).allowCombinations().followedBy("b").where(is('b'))),
  TIMES_WITH_A_WINDOW_EACH(begin('a').times(3, millis(3)).followedBy("b").where(is('b'))),
  OPTIONAL(begin('a').followedBy("b").where(is('b')).optional().followedBy("c").where(is('c'))),
  OPTIONAL_AT_THE_END(begin('a').next("b").where(is('b')).optional()),
  OPTIONAL_AT_THE_START(begin('a').optional().next("b").where(is('b'))),
  ONE_OR_MORE(begin('a').oneOrMore().followedBy("b").where(is('b'))),
  ONE_OR_MORE_GREEDY(begin('a').oneOrMore().greedy().followedBy("ab").where(is('a').or('b'))),
  ONE_OR_MORE_UNTIL(begin('a').oneOrMore().until(is('d')).followedBy("b").where(is('b'))),
  ONE_OR_MORE_AT_THE_END(
      begin('a', skipPastLastEvent()).followedBy("b").where(is('b')).oneOrMore().optional()),
  TWO_OR_MORE(begin('a').timesOrMore(2).next("b").where(is('b'))),
  WITHIN(
      begin('a').followedBy("b").where(is('b')).followedBy("c").where(is('c')).within(millis(5))),
  WITHIN_PREVIOUS(
      begin('a')
          .followedBy("b")
          .where(is('b'))
          .within(millis(3), WithinType.PREVIOUS_AND_CURRENT)
          .followedBy("c")
          .where(is('c'))),
  WITHIN_SKIPPING(
      begin('a', skipPastLastEvent()).oneOrMore().followedBy("b").where(is('b')).within(millis(5))),
  GROUP_TWICE(
      Pattern.begin(begin('a').followedBy("b").where(is('b')))
          .times(2)
          .followedBy("c")
          .where(is('c'))),
  GROUP_LOOPING(
      Pattern.begin(begin('a').next("b").where(is('b')))
          .oneOrMore()
          .followedBy("c")
          .where(is('c'))),
  GROUP_LOOPING_ALONE(
      Pattern.begin(begin('a').followedBy("b").where(is('b')), skipToNext()).oneOrMore()),
  GROUP_OPTIONAL(
      begin('a')
          .followedBy(Pattern.<Signal>begin("b").where(is('b')).followedByAny("c").where(is('c')))
          .optional()
          .followedBy("d")
          .where(is('d'))),
  SAME_VALUE(begin('a').followedByAny("b").where(is('b')).where(new SameValue("a"))),
  VALUE_SEEN_BEFORE(begin('a').followedBy("b").where(is('b')).where(new ValueSeen("a"))),
  SAME_VALUE_ABSENT(
      begin('a')
          .notFollowedBy("b")
          .where(is('b'))
          .where(new SameValue("a"))
          .followedBy("c")
          .where(is('c'))),
  RISING_SUM(
      begin('a')
          .followedBy("sum")
          .where(new SumUpTo("sum", 4))
          .oneOrMore()
          .followedBy("c")
          .where(is('c'))),
  OPENED(begin('a').followedBy("b").where(new Opened('b'))),
  EVEN_INSTANT(begin('a').followedBy("even").where(new EvenInstant())),
  ANYTHING(Pattern.<Signal>begin("a").next("b").followedBy("c"));

  final transient Pattern<Signal, ?> pattern;

  PatternFamily(Pattern<Signal, ?> pattern) {
    this.pattern = pattern;
  }

  private static Pattern<Signal, Signal> absence(AfterMatchSkipStrategy strategy) {
    return begin('a', strategy)
        .notFollowedBy("kept")
        .where(is('b'))
        .followedBy("due")
        .where(is('c'));
  }

  private static Pattern<Signal, Signal> begin(char type) {
    return begin(type, noSkip());
  }

  private static Pattern<Signal, Signal> begin(char type, AfterMatchSkipStrategy strategy) {
    return Pattern.<Signal>begin(String.valueOf(type), strategy).where(is(type));
  }

  private static Is is(char type) {
    return new Is(String.valueOf(type));
  }

  private static Duration millis(long millis) {
    return Duration.ofMillis(millis);
  }

  private static final class Is extends SimpleCondition<Signal> {
    private final String types;

    Is(String types) {
      this.types = types;
    }

    Is or(char type) {
      return new Is(types + type);
    }

    @Override
    public boolean filter(Signal signal) {
      return types.indexOf(signal.type()) >= 0;
    }
  }

  /** Looks back at an earlier stage, which it takes to be filled. */
  private static final class SameValue extends IterativeCondition<Signal> {
    private final String stage;

    SameValue(String stage) {
      this.stage = stage;
    }

    @Override
    public boolean filter(Signal signal, Context<Signal> context) throws Exception {
      return context.getEventsForPattern(stage).iterator().next().value() == signal.value();
    }
  }

  /** Looks back at an earlier stage, and answers false where that is empty. */
  private static final class ValueSeen extends IterativeCondition<Signal> {
    private final String stage;

    ValueSeen(String stage) {
      this.stage = stage;
    }

    @Override
    public boolean filter(Signal signal, Context<Signal> context) throws Exception {
      for (Signal earlier : context.getEventsForPattern(stage)) {
        if (earlier.value() == signal.value()) {
          return true;
        }
      }
      return false;
    }
  }

  /** Looks back at its own stage, and may answer true where that is empty. */
  private static final class SumUpTo extends IterativeCondition<Signal> {
    private final String stage;
    private final int limit;

    SumUpTo(String stage, int limit) {
      this.stage = stage;
      this.limit = limit;
    }

    @Override
    public boolean filter(Signal signal, Context<Signal> context) throws Exception {
      int sum = signal.value();
      for (Signal earlier : context.getEventsForPattern(stage)) {
        sum += earlier.value();
      }
      return sum <= limit && signal.type() == 'b';
    }
  }

  private static final class EvenInstant extends IterativeCondition<Signal> {
    @Override
    public boolean filter(Signal signal, Context<Signal> context) {
      return context.timestamp() % 2 == 0;
    }
  }

  private static final class Opened extends RichIterativeCondition<Signal> {
    private final char type;
    private transient boolean opened;

    Opened(char type) {
      this.type = type;
    }

    @Override
    public void open(org.apache.flink.api.common.functions.OpenContext context) {
      opened = true;
    }

    @Override
    public boolean filter(Signal signal, Context<Signal> context) {
      return opened && signal.type() == type;
    }
  }
}
