package dev.odyssey.detection.rules;

import dev.odyssey.defects.Finding;
import java.io.Serializable;
import org.apache.flink.cep.pattern.Pattern;

/**
 * One defect's whole definition: the pattern that finds it, the cases in which it is looked for,
 * and what a match becomes. Stateless; everything is read from the history.
 *
 * @param <H> what rules of this kind of subject ask about it
 */
public interface Rule<H extends History<?>> extends Serializable {

  String code();

  /** The milder defect of the same anchor that this one escalates; null for none. */
  default String escalates() {
    return null;
  }

  /** The defect as a pattern over signals in order; its stages read as a sentence. */
  Pattern<Signal<H>, ?> pattern();

  /**
   * Whether the pattern is to see a signal at all: a pattern with strict contiguity speaks of what
   * it is shown.
   */
  boolean concerns(Signal<H> signal);

  /** Puts the cases that the pattern can match by now on the agenda, and when to look again. */
  void cases(H history, Agenda<H> agenda);

  /** What a case that the pattern matched becomes. */
  Finding finding(Agenda.Case<H> found);
}
