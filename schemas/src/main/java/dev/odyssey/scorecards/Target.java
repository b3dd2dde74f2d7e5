package dev.odyssey.scorecards;

import java.io.Serializable;

/** What is asked of a provider in one metric. */
public record Target(Metric metric, Direction direction, double bound) implements Serializable {

  private static final long serialVersionUID = 1;

  /** Which side of the bound is the right one; the bound itself is on it. */
  public enum Direction {
    AT_LEAST,
    AT_MOST
  }

  /** Whether a value is on the right side. */
  public boolean isKeptBy(double value) {
    return direction == Direction.AT_LEAST ? value >= bound : value <= bound;
  }

  /** Whether all of an interval is on the right side. */
  public boolean isKeptBy(Interval interval) {
    return isKeptBy(interval.low()) && isKeptBy(interval.high());
  }

  /** Whether all of an interval is on the wrong side. */
  public boolean isBrokenBy(Interval interval) {
    return !isKeptBy(interval.low()) && !isKeptBy(interval.high());
  }
}
