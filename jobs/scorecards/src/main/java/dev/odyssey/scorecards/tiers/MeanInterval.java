package dev.odyssey.scorecards.tiers;

import dev.odyssey.scorecards.Interval;
import org.apache.commons.statistics.distribution.TDistribution;

/** Where the mean of a population lies, by Student's t distribution. */
final class MeanInterval {

  /** Leaves 2.5 % on either side. */
  private static final double UPPER = 0.975;

  /**
   * The 95 % interval of a mean.
   *
   * @param sum of the values
   * @param squares sum of their squares
   * @param n how many there are
   * @return null for fewer than two values, of which the spread is unknown
   */
  static Interval of(long sum, long squares, long n) {
    if (n < 2) {
      return null;
    }
    // In whole numbers, where the difference of two large ones loses nothing.
    double variance = (double) (n * squares - sum * sum) / n / (n - 1);
    double mean = (double) sum / n;
    double t = TDistribution.of(n - 1).inverseCumulativeProbability(UPPER);
    double reach = t * Math.sqrt(variance / n);
    return new Interval(mean - reach, mean + reach);
  }

  private MeanInterval() {}
}
