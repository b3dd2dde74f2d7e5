package dev.odyssey.report;

/**
 * Between which values the rate of an entity lies that is like all others, by chance alone, given
 * how many cases it had: the funnel of a funnel plot (D. J. Spiegelhalter, Funnel plots for
 * comparing institutional performance, Statistics in Medicine 24, 2005). 95 % of such entities lie
 * within the inner limits, 99.8 % within the outer.
 */
interface ControlLimits {

  /** Probability below each inner limit, and above. */
  double INNER_TAIL = 0.025;

  /** Probability below each outer limit, and above. */
  double OUTER_TAIL = 0.001;

  /** The mean that the limits narrow towards. */
  double mean();

  /** The limits for {@code n} cases. */
  Band at(long n);

  /** The four limits for a number of cases; the lower ones are below the mean. */
  record Band(double outerLow, double innerLow, double innerHigh, double outerHigh) {}

  /**
   * Of a proportion, from the binomial distribution itself: where few cases are expected, as with
   * claims, its normal approximation would call chance an exception.
   */
  record OfProportion(double mean) implements ControlLimits {

    public OfProportion {
      if (!(mean >= 0 && mean <= 1)) {
        throw new IllegalArgumentException("no proportion: " + mean);
      }
    }

    @Override
    public Band at(long n) {
      if (mean == 0 || mean == 1) {
        return new Band(mean, mean, mean, mean);
      }
      double[] tails = {OUTER_TAIL, INNER_TAIL, 1 - INNER_TAIL, 1 - OUTER_TAIL};
      double[] limits = new double[tails.length];
      double logOdds = Math.log(mean) - Math.log1p(-mean);
      double logMass = n * Math.log1p(-mean);
      double below = 0;
      int next = 0;
      for (long k = 0; k <= n && next < tails.length; k++) {
        double mass = Math.exp(logMass);
        while (next < tails.length && below + mass > tails[next]) {
          // Between two counts the limit is interpolated, or it would jump with n; of the two it
          // lies so that no count beyond it is more likely than the tail.
          double within = (below + mass - tails[next]) / mass;
          limits[next] = clamp((tails[next] < 0.5 ? k - within : k + 1 - within) / n);
          next++;
        }
        below += mass;
        logMass += Math.log((double) (n - k) / (k + 1)) + logOdds;
      }
      for (; next < tails.length; next++) {
        limits[next] = 1;
      }
      return new Band(limits[0], limits[1], limits[2], limits[3]);
    }

    private static double clamp(double proportion) {
      return Math.min(1, Math.max(0, proportion));
    }
  }

  /**
   * Of a mean of values between {@code lowest} and {@code highest}, by its standard error.
   *
   * @param deviation standard deviation of a single value
   */
  record OfMean(double mean, double deviation, double lowest, double highest)
      implements ControlLimits {

    private static final double INNER_Z = 1.959963984540054;
    private static final double OUTER_Z = 3.090232306167813;

    @Override
    public Band at(long n) {
      double error = deviation / Math.sqrt(n);
      return new Band(
          Math.max(lowest, mean - OUTER_Z * error),
          Math.max(lowest, mean - INNER_Z * error),
          Math.min(highest, mean + INNER_Z * error),
          Math.min(highest, mean + OUTER_Z * error));
    }
  }
}
