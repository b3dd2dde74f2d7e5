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
  private boolean reported;

  public Subject() {
    this(new Timeline<>(), ASLEEP, false);
  }

  Subject(Timeline<E> timeline, long wakeAt, boolean reported) {
    this.timeline = timeline;
    this.wakeAt = wakeAt;
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

  /** Whether anything was ever reported, so that the ledger of the many others is never read. */
  public boolean reported() {
    return reported;
  }

  public void markReported() {
    reported = true;
  }
}
