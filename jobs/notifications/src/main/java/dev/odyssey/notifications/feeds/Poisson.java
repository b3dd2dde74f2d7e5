package dev.odyssey.notifications.feeds;

/** How likely a count is where events come independently of each other. */
public final class Poisson {

  /** From this mean on the normal distribution is close enough, and the sum would underflow. */
  private static final double LARGE = 500;

  private Poisson() {}

  /** The chance that at most so many come where so many are expected. */
  public static double atMost(long count, double mean) {
    if (count < 0) {
      return 0;
    }
    if (mean > LARGE) {
      return normal((count + 0.5 - mean) / Math.sqrt(mean));
    }
    double term = Math.exp(-mean);
    double sum = term;
    for (long i = 1; i <= count && sum < 1; i++) {
      term *= mean / i;
      sum += term;
    }
    return Math.min(1, sum);
  }

  /** The smallest count that is not exceeded with a chance of so much. */
  public static long limit(double mean, double chance) {
    if (mean > LARGE) {
      double z = 0;
      while (normal(z) < chance) {
        z += 0.01;
      }
      return (long) Math.ceil(mean + z * Math.sqrt(mean));
    }
    double term = Math.exp(-mean);
    double sum = term;
    long count = 0;
    while (sum < chance && term > 0) {
      count++;
      term *= mean / count;
      sum += term;
    }
    return count;
  }

  /** The normal distribution, by Abramowitz and Stegun 26.2.17; off by less than 1e-7. */
  private static double normal(double z) {
    double t = 1 / (1 + 0.2316419 * Math.abs(z));
    double density = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    double tail =
        density
            * t
            * (0.319381530
                + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    return z >= 0 ? 1 - tail : tail;
  }
}
