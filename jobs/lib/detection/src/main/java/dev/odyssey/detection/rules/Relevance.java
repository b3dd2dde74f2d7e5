package dev.odyssey.detection.rules;

import dev.odyssey.events.Event;
import java.util.List;

/**
 * Tells which rules may find something else, or have a new due time, because of the latest event of
 * a subject, so that the others need not be asked.
 */
@FunctionalInterface
public interface Relevance<E extends Event> {

  /** Every rule may. */
  static <E extends Event> Relevance<E> ofEverything() {
    return (events, open) -> Codes.ALL;
  }

  /**
   * The codes of the rules to ask.
   *
   * @param events what happened, in order; the last of them is the one that was added, it is later
   *     than the others, and later than anything was raised at
   * @param open codes of which a defect was reported that is not cleared
   */
  Codes ofLatest(List<E> events, Codes open);
}
