package dev.odyssey.detection.state;

import dev.odyssey.detection.timeline.Timeline;
import dev.odyssey.events.Event;
import java.util.Map;

/**
 * What keyed state holds of one subject beside the ledger: its timeline, its alarm clock, and what
 * is known of what was told about it.
 *
 * <p>Mutable, as it belongs to one key of one operator.
 */
public final class Subject<E extends Event> {

  /** No timer is set. */
  public static final long ASLEEP = Long.MAX_VALUE;

  private final Timeline<E> timeline;
  private final long since;
  private long wakeAt;
  private long passed;
  private boolean reported;
  private Standing standing;
  private Map<String, Long> facts;

  /**
   * A subject that nothing has happened to.
   *
   * @param since when its first event arrived, in epoch milliseconds
   */
  public Subject(long since) {
    this(new Timeline<>(), since, ASLEEP, Long.MIN_VALUE, false, Standing.NEW, Map.of());
  }

  Subject(
      Timeline<E> timeline,
      long since,
      long wakeAt,
      long passed,
      boolean reported,
      Standing standing,
      Map<String, Long> facts) {
    this.timeline = timeline;
    this.since = since;
    this.wakeAt = wakeAt;
    this.passed = passed;
    this.reported = reported;
    this.standing = standing;
    this.facts = facts;
  }

  public Timeline<E> timeline() {
    return timeline;
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

  /** Whether anything was ever reported, so that the ledger of the many others is never read. */
  public boolean reported() {
    return reported;
  }

  public void markReported() {
    reported = true;
  }

  public Standing standing() {
    return standing;
  }

  public void standing(Standing latest) {
    standing = latest;
  }

  /**
   * What was last told to the scorecards: of each part of the subject the fingerprint of its fact.
   * Enough to know when to tell another, and a fraction of what the facts would take.
   */
  public Map<String, Long> facts() {
    return facts;
  }

  /** Takes over what is told now; the map is not changed any more. */
  public void facts(Map<String, Long> latest) {
    facts = latest;
  }
}
