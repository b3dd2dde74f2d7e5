package dev.odyssey.report;

import java.util.OptionalDouble;

/**
 * A value with what it rests on.
 *
 * @param numerator a count, or the sum of a mean
 * @param denominator at least 1
 * @param provisional how many of the denominator count as success only so far
 * @param low lower end of the 95 % interval; a mean of a single value has none
 * @param high upper end of it
 */
record Measure(
    double numerator, long denominator, long provisional, OptionalDouble low, OptionalDouble high) {

  Measure {
    if (denominator < 1) {
      throw new IllegalArgumentException("a measure of " + denominator + " is none");
    }
  }

  double value() {
    return numerator / denominator;
  }

  double provisionalShare() {
    return (double) provisional / denominator;
  }
}
