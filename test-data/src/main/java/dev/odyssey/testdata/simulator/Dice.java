package dev.odyssey.testdata.simulator;

import java.util.SplittableRandom;

/**
 * Chance, all of it from one seed. Every order has dice of its own, so that what happens to it does
 * not depend on how many others there are. {@link StrictMath} keeps the throws the same everywhere.
 */
final class Dice {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
  private static final int MAX_MEANS = 8;

  private final SplittableRandom random;

  private Dice(long seed) {
    random = new SplittableRandom(seed);
  }

  /** The dice of one of the many independent streams of a seed. */
  static Dice of(long seed, long stream) {
    return new Dice(mix(seed + GOLDEN_GAMMA * mix(stream)));
  }

  private static long mix(long bits) {
    long z = bits + GOLDEN_GAMMA;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** Whether something of this probability happens; above 1 it always does. */
  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** Uniform from 0 to below 1. */
  double share() {
    return random.nextDouble();
  }

  /** Uniform, both ends included. */
  int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  /** Uniform, both ends included. */
  long between(long least, long most) {
    return random.nextLong(least, most + 1);
  }

  /** Exponential, cut off at eight times its mean: waiting times. */
  long around(long mean) {
    double means = -StrictMath.log(1 - random.nextDouble());
    return (long) (mean * Math.min(means, MAX_MEANS));
  }

  /** Between the two, each order of magnitude as likely as the next: delays of unknown scale. */
  long scaleFree(long least, long most) {
    double low = StrictMath.log(least);
    return (long) StrictMath.exp(low + (StrictMath.log(most) - low) * random.nextDouble());
  }

  void fill(byte[] bytes) {
    random.nextBytes(bytes);
  }
}
