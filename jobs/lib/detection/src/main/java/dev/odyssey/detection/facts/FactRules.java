package dev.odyssey.detection.facts;

import dev.odyssey.detection.ledger.Reported;
import dev.odyssey.detection.rules.Agenda;
import dev.odyssey.events.Event;
import dev.odyssey.facts.Fact;
import java.io.Serializable;
import java.util.List;

/**
 * Derives what the subjects of one kind contribute to the scorecards. Stateless: the same history
 * gives the same facts, whatever was derived before.
 *
 * @param <E> what happens to a subject
 * @param <F> what is counted of it
 */
public interface FactRules<E extends Event, F extends Fact> extends Serializable {

  /**
   * What a subject contributes by an instant.
   *
   * @param facts one for each {@linkplain #part part} of the subject that contributes
   * @param nextDue the next instant at which time alone changes them, in epoch milliseconds; {@link
   *     Agenda#NEVER} if there is none
   * @param lastDue the last such instant, past or to come; {@link Long#MIN_VALUE} if there is none
   */
  record Contribution<F extends Fact>(List<F> facts, long nextDue, long lastDue) {

    /** Of a subject of which nothing is left. */
    public static <F extends Fact> Contribution<F> none() {
      return new Contribution<>(List.of(), Agenda.NEVER, Long.MIN_VALUE);
    }
  }

  /**
   * Derives what a subject contributes.
   *
   * @param events what happened, in order, without what was retracted
   * @param reported the defects that stand reported, in their order
   * @param since when the first event of the history arrived, in epoch milliseconds
   * @param now the instant up to which time has passed, in epoch milliseconds of event time
   * @param decidedAt when this is decided, as facts say it
   */
  Contribution<F> derive(
      List<E> events, List<Reported> reported, long since, long now, long decidedAt);

  /**
   * Whether the latest event can change what the subject contributes, by itself or in a time to
   * come.
   *
   * @param events what happened, in order; the last of them is the one that was added, and it is
   *     later than the others
   */
  boolean isStirredByLatest(List<E> events);

  /** What a fact is about, among the facts of its subject. */
  String part(F fact);

  /** The fact that a part of a subject contributes nothing any more. */
  F withdrawn(String subjectId, String part, long since, long decidedAt);
}
