package dev.odyssey.detection.facts;

import dev.odyssey.detection.rules.Agenda;

/** The instants at which time alone decides something, as they are asked about. */
public final class Deadlines {

  private final long now;
  private long next = Agenda.NEVER;
  private long last = Long.MIN_VALUE;

  /**
   * None yet.
   *
   * @param now the instant up to which time has passed, in epoch milliseconds of event time
   */
  public Deadlines(long now) {
    this.now = now;
  }

  /**
   * Whether a deadline has passed; if not, it is one to wait for. It comes after the events of its
   * instant, as those of defects do.
   */
  public boolean hasPassed(long deadline) {
    last = Math.max(last, deadline);
    if (deadline <= now) {
      return true;
    }
    next = Math.min(next, deadline);
    return false;
  }

  /** The next deadline that has not passed; {@link Agenda#NEVER} if there is none. */
  public long next() {
    return next;
  }

  /** The last deadline; {@link Long#MIN_VALUE} if there is none. */
  public long last() {
    return last;
  }
}
