package dev.odyssey.scorecards.job;

import dev.odyssey.scorecards.tiers.Targets;
import java.io.Serializable;
import java.time.Duration;

/**
 * What the scorecards go by.
 *
 * @param retention how long after a day something may still count to it
 * @param interval at most how long a change waits until its row is emitted; null for a replay,
 *     which has no wall clock and emits at the end of its input
 * @param targets what tiers are decided by
 */
public record ScorecardSettings(Duration retention, Duration interval, Targets targets)
    implements Serializable {

  private static final long serialVersionUID = 1;

  public ScorecardSettings {
    if (interval != null && interval.toMillis() < 1) {
      throw new IllegalArgumentException("the interval must be at least PT0.001S: " + interval);
    }
    days(retention);
  }

  /** For input that ends: each row once, at its end. */
  public static ScorecardSettings replay(Duration retention, Targets targets) {
    return new ScorecardSettings(retention, null, targets);
  }

  Days days() {
    return days(retention);
  }

  private static Days days(Duration retention) {
    return new Days(retention);
  }
}
