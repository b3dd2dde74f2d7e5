package dev.odyssey.detection.rules;

import java.io.Serializable;

/** What an event must be, seen from the event that a rule began with. */
@FunctionalInterface
public interface Condition<H extends History<?>> extends Serializable {

  /**
   * Whether the event fits. It must be a pure function of the history.
   *
   * @param earlier the position of the anchor of an absence or the first event of a sequence; the
   *     position itself where there is none
   * @param index the position of the event
   */
  boolean test(H history, int earlier, int index);
}
