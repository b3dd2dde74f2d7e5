package dev.odyssey.detection.state;

import dev.odyssey.detection.timeline.Timeline;
import dev.odyssey.events.Event;

/**
 * What keyed state holds of one subject beside the ledger: its timeline and its alarm clock.
 *
 * <p>Mutable, as it belongs to one key of one operator.
 */
public final class Subject<E extends Event> {

  /** No timer is set. */
  public static final long ASLEEP = Long.MAX_VALUE;

  private final Timeline<E> timeline;
  private long wakeAt;
  private long passed;
  private boolean reported;
  private Standing standing = Standing.UNKNOWN;

  public Subject() {
    this(new Timeline<>(), ASLEEP, Long.MIN_VALUE, false);
    standing = Standing.NEW;
  }

  Subject(Timeline<E> timeline, long wakeAt, long passed, boolean reported) {
    this.timeline = timeline;
    this.wakeAt = wakeAt;
    this.passed = passed;
    this.reported = reported;
  }

  public Timeline<E> timeline() {
    return timeline;
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
}
