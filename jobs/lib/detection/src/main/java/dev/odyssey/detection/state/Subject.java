package dev.odyssey.detection.state;

import dev.odyssey.detection.ledger.Reported;
import dev.odyssey.detection.timeline.Timeline;
import dev.odyssey.events.Event;
import java.util.List;
import java.util.Map;

/**
 * What keyed state holds of one subject beside the changes of its defects: its timeline, its timer,
 * and in brief what was reported of it.
 *
 * <p>Mutable, as it belongs to one key of one operator.
 */
public final class Subject<E extends Event> {

  /** No timer is set. */
  public static final long ASLEEP = Long.MAX_VALUE;

  private final long since;
  private Timeline<E> timeline;
  private long wakeAt;
  private long passed;
  private boolean deferred;
  private List<Reported> reported;
  private Map<String, Long> contributed;

  /**
   * A subject that nothing has happened to.
   *
   * @param since when its first event arrived, in epoch milliseconds
   */
  public Subject(long since) {
    this(new Timeline<>(), since, ASLEEP, Long.MIN_VALUE, false, List.of(), Map.of());
  }

  Subject(
      Timeline<E> timeline,
      long since,
      long wakeAt,
      long passed,
      boolean deferred,
      List<Reported> reported,
      Map<String, Long> contributed) {
    this.timeline = timeline;
    this.since = since;
    this.wakeAt = wakeAt;
    this.passed = passed;
    this.deferred = deferred;
    this.reported = reported;
    this.contributed = contributed;
  }

  public Timeline<E> timeline() {
    return timeline;
  }

  /** Replaces the timeline by what is left of it once some events are forgotten. */
  public void timeline(Timeline<E> left) {
    timeline = left;
  }

  /**
   * When the history began: the recordedAt of the first event that arrived, in epoch milliseconds.
   * Tells this history from one before it that was forgotten.
   */
  public long since() {
    return since;
  }

  /** When the subject's one timer goes off, in epoch milliseconds; {@link #ASLEEP} for never. */
  public long wakeAt() {
    return wakeAt;
  }

  public void wakeAt(long instant) {
    wakeAt = instant;
  }

  /** Up to when time has passed for the subject, in epoch milliseconds; the lowest if unknown. */
  public long passed() {
    return passed;
  }

  /**
   * Lets time pass up to a watermark. Time does not go back: an operator that was restored has no
   * watermark until the first one comes, and must not take back what an earlier one had shown.
   *
   * @return up to when time has passed
   */
  public long pass(long watermark) {
    passed = Math.max(passed, watermark);
    return passed;
  }

  /** Whether an event was added that no evaluation has seen yet. */
  public boolean isDeferred() {
    return deferred;
  }

  public void deferred(boolean waiting) {
    deferred = waiting;
  }

  /** What was last reported of each defect; the list is not changed. */
  public List<Reported> reported() {
    return reported;
  }

  public void reported(List<Reported> latest) {
    reported = latest;
  }

  /**
   * What was last contributed to the scorecards: of each part of the subject the fingerprint of its
   * contribution. It is enough to know when another one is due, and a fraction of what the
   * contributions would take. The map is not changed.
   */
  public Map<String, Long> contributed() {
    return contributed;
  }

  public void contributed(Map<String, Long> latest) {
    contributed = latest;
  }
}
