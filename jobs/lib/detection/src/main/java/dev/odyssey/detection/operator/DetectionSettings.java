package dev.odyssey.detection.operator;

import java.io.Serializable;
import java.time.Duration;

/**
 * How subjects are kept, and how backlogs are read.
 *
 * @param retention how long a part of a subject is kept after its last event and its last due time
 * @param openRetention how long it is kept after a defect was raised that an event could still
 *     clear; an event older than this, or than the retention, is late
 * @param maxEvents how many events a subject may have; what is beyond overflows
 * @param until due times after this instant, in epoch milliseconds, are not raised; {@link #NO_END}
 *     for no end of time
 * @param backlog events that were recorded longer than this before they are read are evaluated
 *     together, subject by subject; {@link #NO_BACKLOG} for never
 */
public record DetectionSettings(
    Duration retention, Duration openRetention, int maxEvents, long until, Duration backlog)
    implements Serializable {

  public static final Duration DEFAULT_RETENTION = Duration.ofDays(90);
  public static final Duration DEFAULT_OPEN_RETENTION = Duration.ofDays(400);
  public static final int DEFAULT_MAX_EVENTS = 10_000;
  public static final Duration DEFAULT_BACKLOG = Duration.ofMinutes(1);
  public static final Duration NO_BACKLOG = Duration.ofDays(365_000);
  public static final long NO_END = Long.MAX_VALUE;

  /** Backlogs are evaluated in slices of event time of this length, in milliseconds. */
  private static final long SLICE = 30_000;

  public DetectionSettings {
    positive("retention", retention);
    positive("openRetention", openRetention);
    positive("backlog", backlog);
    if (maxEvents < 1) {
      throw new IllegalArgumentException("maxEvents must be 1 or more: " + maxEvents);
    }
  }

  private static void positive(String name, Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException(name + " must be longer than nothing: " + duration);
    }
  }

  public static DetectionSettings defaults() {
    return of(DEFAULT_RETENTION, DEFAULT_MAX_EVENTS, NO_END);
  }

  /** Settings of a replay: no backlog, and open defects kept for at least the retention. */
  public static DetectionSettings of(Duration retention, int maxEvents, long until) {
    return new DetectionSettings(retention, DEFAULT_OPEN_RETENTION, maxEvents, until, NO_BACKLOG);
  }

  long retentionMillis() {
    return retention.toMillis();
  }

  long openRetentionMillis() {
    return openRetention.toMillis();
  }

  long backlogMillis() {
    return backlog.toMillis();
  }

  /** How old an event may be when it arrives. */
  public Duration longestRetention() {
    return retention.compareTo(openRetention) > 0 ? retention : openRetention;
  }

  long longest() {
    return longestRetention().toMillis();
  }

  /** The end of the slice of event time after a watermark, in epoch milliseconds. */
  long endOfSlice(long watermark) {
    return Math.floorDiv(watermark, SLICE) * SLICE + SLICE;
  }
}
