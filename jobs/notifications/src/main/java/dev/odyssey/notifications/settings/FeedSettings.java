package dev.odyssey.notifications.settings;

import java.io.Serializable;
import java.time.Duration;

/**
 * When a region's order events have stopped.
 *
 * @param cycle after how long the usual rate repeats, a day or a week
 * @param slot in how fine steps of the cycle the rate is known
 * @param learned how many cycles a slot must have been seen before it is relied on
 * @param atLeast no shorter silence is one
 * @param missed how many events would usually have come in a silence
 * @param suspect how many would have come before absences of the region are held back, because they
 *     may be due to the feed
 * @param recovery how long absences stay held back after the feed is back, for what it brings late
 */
public record FeedSettings(
    Duration cycle,
    Duration slot,
    int learned,
    Duration atLeast,
    double missed,
    double suspect,
    Duration recovery)
    implements Serializable {

  private static final long serialVersionUID = 1;

  /** How many steps the shortest silence is. */
  private static final int STEPS = 60;

  /** How exactly silences are known, and how finely events are counted: 10 s of 10 minutes. */
  public Duration step() {
    Duration step = atLeast.dividedBy(STEPS);
    return step.toMillis() < 1 ? Duration.ofMillis(1) : step;
  }
}
