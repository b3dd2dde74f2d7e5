package dev.odyssey.detection.operator;

import java.io.Serializable;
import java.time.Duration;

/**
 * How subjects are kept.
 *
 * @param retention how long a subject is kept after its last event and its last due time; an event
 *     that is older than this when it arrives is late
 * @param maxEvents how many events a subject may have; what is beyond overflows
 * @param until due times after this instant, in epoch milliseconds, are not raised; {@link
 *     Long#MAX_VALUE} for no end of time
 */
public record DetectionSettings(Duration retention, int maxEvents, long until)
    implements Serializable {

  public static final Duration DEFAULT_RETENTION = Duration.ofDays(30);
  public static final int DEFAULT_MAX_EVENTS = 2_000;
  public static final long NO_END = Long.MAX_VALUE;

  public DetectionSettings {
    if (retention.isNegative() || retention.isZero()) {
      throw new IllegalArgumentException("retention must be longer than nothing: " + retention);
    }
    if (maxEvents < 1) {
      throw new IllegalArgumentException("maxEvents must be 1 or more: " + maxEvents);
    }
  }

  public static DetectionSettings defaults() {
    return new DetectionSettings(DEFAULT_RETENTION, DEFAULT_MAX_EVENTS, NO_END);
  }
}
