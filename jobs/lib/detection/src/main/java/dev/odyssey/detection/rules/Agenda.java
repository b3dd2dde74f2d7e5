package dev.odyssey.detection.rules;

import java.util.ArrayList;
import java.util.List;

/**
 * What the rules have to look at in one history by now, and when they have to look again.
 *
 * <p>A {@link Case} is the few signals on which a rule's pattern decides about one anchor. A rule
 * lists only cases that its pattern can match by now, so that CEP's automaton does not walk through
 * what cannot be: that the outcome is the same as over the whole history is a tested law.
 */
public final class Agenda<H extends History<?>> {

  /** Nothing to wait for. */
  public static final long NEVER = Long.MAX_VALUE;

  /**
   * The signals that decide about one anchor, in order.
   *
   * @param anchor position of the anchor event
   * @param settler position of the event that settled the defect after it was due; -1 for none
   * @param now the instant up to which time has passed
   */
  public record Case<H extends History<?>>(
      H history, int anchor, int settler, List<Signal<H>> signals, long now) {}

  private final List<Case<H>> cases = new ArrayList<>(4);
  private long now;
  private long since;
  private long nextDue;
  private long lastDue;
  private boolean moved;

  /**
   * An agenda with nothing on it.
   *
   * @param now the instant up to which time has passed, in epoch milliseconds of event time
   */
  public Agenda(long now) {
    clear(now, now);
  }

  /**
   * Empties it for another history.
   *
   * @param since up to when time had passed when somebody last looked at that history
   */
  void clear(long now, long since) {
    this.now = now;
    this.since = since;
    cases.clear();
    nextDue = NEVER;
    lastDue = Long.MIN_VALUE;
    moved = false;
  }

  /** Adds a case that does not wait for any time to pass. */
  public void add(H history, int anchor, List<Signal<H>> signals) {
    cases.add(new Case<>(history, anchor, -1, signals, now));
  }

  /**
   * Adds the case of an absence, unless it was settled in time: due now, or to come.
   *
   * @param settler position of the first event after the anchor that settles it; -1 for none
   */
  public void addAbsence(H history, Absence<H> rule, int anchor, long due, int settler) {
    if (settler >= 0 && history.at(settler) <= due) {
      return;
    }
    await(due);
    if (due > now) {
      return;
    }
    List<Signal<H>> signals = new ArrayList<>(3);
    signals.add(Signal.event(history, anchor));
    signals.add(Signal.due(history, anchor, rule.code(), due));
    if (settler >= 0) {
      signals.add(Signal.event(history, settler));
    }
    cases.add(new Case<>(history, anchor, settler, signals, now));
  }

  /** Notes a time at which something will change by itself. */
  public void await(long time) {
    lastDue = Math.max(lastDue, time);
    if (time > now) {
      nextDue = Math.min(nextDue, time);
    } else if (time > since) {
      moved = true;
    }
  }

  /** The cases so far, and none from here on. */
  List<Case<H>> cases() {
    return cases;
  }

  /** The next instant at which time alone changes the findings; {@link #NEVER} if none. */
  long nextDue() {
    return nextDue;
  }

  /** Whether time alone has changed the findings since somebody last looked. */
  boolean hasMoved() {
    return moved;
  }

  /** The last instant, past or to come, at which time alone changes them. */
  long lastDue() {
    return lastDue;
  }
}
