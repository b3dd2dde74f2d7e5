package dev.odyssey.detection.rules;

import dev.odyssey.events.Event;

/**
 * What happened to one subject, in order, with what rules ask about it: derived afresh from the
 * timeline for every evaluation, never stored.
 */
public interface History<E extends Event> {

  int size();

  /** The event at a position in order. */
  E event(int index);

  /** The instant of the event at a position, in epoch milliseconds. */
  default long at(int index) {
    return event(index).occurredAt();
  }
}
