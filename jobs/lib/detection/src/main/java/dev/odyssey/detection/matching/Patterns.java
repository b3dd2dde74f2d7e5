package dev.odyssey.detection.matching;

import dev.odyssey.detection.rules.Form;
import dev.odyssey.detection.rules.History;
import dev.odyssey.detection.rules.Matcher;
import dev.odyssey.detection.rules.Rule;
import dev.odyssey.detection.rules.Signal;
import java.time.Duration;
import java.util.Iterator;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;

/**
 * The pattern of Flink CEP that a declaration means, over the signals of one group of events in
 * order. Its last stage holds what raises the defect.
 */
public final class Patterns {

  static final String ANCHOR = "anchor";
  static final String LAST = "raised";

  /** The pattern of a rule. */
  public static <H extends History<?>> Pattern<Signal<H>, ?> of(Rule<H> rule) {
    Form<H> form = rule.form();
    if (form instanceof Form.Absence<H> absence) {
      return Pattern.<Signal<H>>begin(ANCHOR)
          .where(event(absence.after()))
          .notFollowedBy("settled")
          .where(seenFrom(ANCHOR, absence.unless()))
          .followedBy(LAST)
          .where(dueOf(ANCHOR));
    }
    if (form instanceof Form.Occurrence<H> occurrence) {
      return Pattern.<Signal<H>>begin(LAST).where(event(occurrence.event()));
    }
    if (form instanceof Form.Count<H> count) {
      Pattern<Signal<H>, ?> counted =
          Pattern.<Signal<H>>begin(LAST, AfterMatchSkipStrategy.skipPastLastEvent())
              .where(event(count.when()))
              .times(count.times());
      // CEP's window does not contain its end.
      return count.times() == 1 ? counted : counted.within(Duration.ofMillis(count.within() + 1));
    }
    Form.Sequence<H> sequence = (Form.Sequence<H>) form;
    return Pattern.<Signal<H>>begin(ANCHOR)
        .where(event(sequence.first()))
        .next(LAST)
        .where(seenFrom(ANCHOR, sequence.then()))
        .within(Duration.ofMillis(sequence.within() + 1));
  }

  /**
   * Whether the pattern of a rule is to see a signal at all: one with strict contiguity speaks of
   * what it is shown.
   */
  public static <H extends History<?>> boolean concerns(Rule<H> rule, Signal<H> signal) {
    if (!(rule.form() instanceof Form.Sequence<H> sequence)) {
      return true;
    }
    H history = signal.history();
    int index = signal.index();
    return sequence.first().fits(history, index)
        || sequence.then().fits(history, index)
        || sequence.without().fits(history, index);
  }

  private static <H extends History<?>> IterativeCondition<Signal<H>> event(Matcher<H> matcher) {
    return new EventCondition<>(matcher);
  }

  private static <H extends History<?>> IterativeCondition<Signal<H>> seenFrom(
      String stage, Matcher<H> matcher) {
    return new SeenFrom<>(stage, matcher);
  }

  private static <H extends History<?>> IterativeCondition<Signal<H>> dueOf(String stage) {
    return new DueOf<>(stage);
  }

  private static final class EventCondition<H extends History<?>>
      extends IterativeCondition<Signal<H>> {
    private static final long serialVersionUID = 1;
    private final Matcher<H> matcher;

    EventCondition(Matcher<H> matcher) {
      this.matcher = matcher;
    }

    @Override
    public boolean filter(Signal<H> signal, Context<Signal<H>> context) {
      return !signal.isDue() && matcher.fits(signal.history(), signal.index());
    }
  }

  /** CEP also asks about the very event that the earlier stage takes, before that has it. */
  private static <H extends History<?>> Signal<H> earlier(
      String stage, IterativeCondition.Context<Signal<H>> context) throws Exception {
    Iterator<Signal<H>> signals = context.getEventsForPattern(stage).iterator();
    return signals.hasNext() ? signals.next() : null;
  }

  private static final class SeenFrom<H extends History<?>> extends IterativeCondition<Signal<H>> {
    private static final long serialVersionUID = 1;
    private final String stage;
    private final Matcher<H> matcher;

    SeenFrom(String stage, Matcher<H> matcher) {
      this.stage = stage;
      this.matcher = matcher;
    }

    @Override
    public boolean filter(Signal<H> signal, Context<Signal<H>> context) throws Exception {
      if (signal.isDue()) {
        return false;
      }
      Signal<H> anchor = earlier(stage, context);
      return anchor != null && matcher.fits(signal.history(), anchor.index(), signal.index());
    }
  }

  private static final class DueOf<H extends History<?>> extends IterativeCondition<Signal<H>> {
    private static final long serialVersionUID = 1;
    private final String stage;

    DueOf(String stage) {
      this.stage = stage;
    }

    @Override
    public boolean filter(Signal<H> signal, Context<Signal<H>> context) throws Exception {
      if (!signal.isDue()) {
        return false;
      }
      Signal<H> anchor = earlier(stage, context);
      return anchor != null && anchor.index() == signal.index();
    }
  }

  private Patterns() {}
}
