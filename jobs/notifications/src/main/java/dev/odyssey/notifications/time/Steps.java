package dev.odyssey.notifications.time;

import java.io.Serializable;
import java.time.Duration;

/**
 * Which instant is decided about when time goes on.
 *
 * <p>In a replay, each for itself. Live, time that goes on by more than it does from one heartbeat
 * to the next has stood still, because topics could not be read or the job was down. Nothing is
 * decided about the instants in between, but about the last of them only, with all that has come: a
 * hold that ended in between is over only if what it held still stands. Otherwise people would be
 * told what was known at an instant at which nobody could be told, and is known better since.
 *
 * <p>Of one operator, which says what its time is.
 */
public final class Steps implements Serializable {

  private static final long serialVersionUID = 1;

  private final Long longest;
  private transient Long last;
  private transient boolean stoodStill;

  private Steps(Long longest) {
    this.longest = longest;
  }

  /** Every instant is decided about: for replays, and for what counts by instants. */
  public static Steps all() {
    return new Steps(null);
  }

  /**
   * Time goes on step by step.
   *
   * @param longest a step that is longer than this was a standstill
   */
  public static Steps live(Duration longest) {
    return new Steps(longest.toMillis());
  }

  /** Time goes on, before anything is decided about it. */
  public void advance(long watermark) {
    stoodStill =
        longest != null
            && watermark != Long.MAX_VALUE
            && (last == null || watermark - last > longest);
    last = watermark;
  }

  /** The time before a restart is known, which was not seen to pass. */
  void restored(long watermark) {
    last = watermark == Long.MIN_VALUE ? null : watermark;
  }

  /** The instant that is decided about in the place of one that time has just passed. */
  public long instant(long at) {
    return stoodStill ? Math.max(at, last) : at;
  }
}
