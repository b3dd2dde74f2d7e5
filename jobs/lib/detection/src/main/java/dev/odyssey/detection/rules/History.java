package dev.odyssey.detection.rules;

import dev.odyssey.detection.policy.Policy;
import dev.odyssey.events.Event;

/**
 * What happened to one subject, in order, with what rules ask about it. It is derived from the
 * timeline for every evaluation and never stored. Positions count from 0; -1 is none.
 */
public interface History<E extends Event> {

  int size();

  /** The event at a position in order. */
  E event(int index);

  /** The instant of the event at a position, in epoch milliseconds. */
  default long at(int index) {
    return event(index).occurredAt();
  }

  /** What the event at a position is for the rules: one bit for each kind. */
  long kinds(int index);

  /** The policies in force at the event at a position. */
  Policy policy(int index);

  /** The IANA zone in which the event at a position happened; null if it has none. */
  String timeZone(int index);

  /**
   * A time that an event at a position carries, in epoch milliseconds.
   *
   * @throws IllegalArgumentException if events of this kind do not carry it
   */
  default long time(By.Base base, int index) {
    if (base != By.Base.OCCURRED_AT) {
      throw new IllegalArgumentException("no " + base.key() + " in " + event(index));
    }
    return at(index);
  }

  /** The first position of each group of a scope. */
  default int[] starts(Scope scope) {
    return size() == 0 ? new int[0] : new int[] {0};
  }

  /** The next position in the group of the event at a position; -1 if it is the last one. */
  default int next(Scope scope, int index) {
    return index + 1 < size() ? index + 1 : -1;
  }

  /** Which parts of the history are forgotten one by one, and when; see {@link Retention}. */
  default Retention retention() {
    return Retention.AS_A_WHOLE;
  }
}
