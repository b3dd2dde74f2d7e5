package dev.odyssey.scorecards.rows;

import dev.odyssey.scorecards.Interval;

/** The 95 % interval of a proportion. */
public final class Wilson {

  /** The quantile of the normal distribution that leaves 2.5 % on either side. */
  private static final double Z = 1.959963984540054;

  /**
   * Wilson's score interval of a proportion. It stays within 0 and 1, and is honest where a sample
   * is small or everything, or nothing, was a success.
   *
   * @param successes from 0 to trials
   * @param trials at least 1
   * @see <a href="https://doi.org/10.1080/01621459.1927.10502953">Wilson, Probable inference, the
   *     law of succession, and statistical inference, 1927</a>
   */
  public static Interval interval(long successes, long trials) {
    if (trials < 1 || successes < 0 || successes > trials) {
      throw new IllegalArgumentException("no proportion: " + successes + " of " + trials);
    }
    double n = trials;
    double p = successes / n;
    double weight = Z * Z / n;
    double centre = (p + weight / 2) / (1 + weight);
    double reach = Z * Math.sqrt(p * (1 - p) / n + weight / (4 * n)) / (1 + weight);
    return new Interval(
        successes == 0 ? 0 : centre - reach, successes == trials ? 1 : centre + reach);
  }

  private Wilson() {}
}
