package dev.odyssey.detection.matching;

import dev.odyssey.detection.rules.Found;
import dev.odyssey.detection.rules.History;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a history shows by an instant: the defects, and when time alone will show something else.
 *
 * <p>Mutable while it is being made; not thread-safe.
 */
public final class Judgement<H extends History<?>> {

  /** No instant to wait for. */
  public static final long NEVER = Long.MAX_VALUE;

  private final H history;
  private final long now;
  private final List<Found<H>> found = new ArrayList<>(4);
  private final long[] lastDue;
  private long nextDue = NEVER;

  Judgement(H history, long now) {
    this.history = history;
    this.now = now;
    this.lastDue = new long[history.retention().parts()];
    Arrays.fill(lastDue, Long.MIN_VALUE);
  }

  public H history() {
    return history;
  }

  /** Up to when time has passed, in epoch milliseconds of event time. */
  public long now() {
    return now;
  }

  /** The defects, rule by rule; of a rule group by group, in the order of their anchors. */
  public List<Found<H>> found() {
    return found;
  }

  /** The next instant at which time alone changes what is shown; {@link #NEVER} if none. */
  public long nextDue() {
    return nextDue;
  }

  /** The last such instant of a part, past or to come; {@link Long#MIN_VALUE} if none. */
  public long lastDue(int part) {
    return lastDue[part];
  }

  /**
   * Whether a deadline that hangs on an event has passed; if not, it is one to wait for. It comes
   * after the events of its instant.
   */
  public boolean hasPassed(int index, long deadline) {
    await(index, deadline);
    return deadline <= now;
  }

  void add(Found<H> defect) {
    found.add(defect);
  }

  /** Notes an instant at which time alone changes something about an event, past or to come. */
  public void await(int index, long instant) {
    int part = history.retention().part(index);
    lastDue[part] = Math.max(lastDue[part], instant);
    if (instant > now) {
      nextDue = Math.min(nextDue, instant);
    }
  }
}
