package dev.odyssey.report;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Providers for tests. */
final class Providers {

  static final Target ON_TIME = new Target(Metric.ON_TIME_ARRIVAL, 0.9, true, 20);
  static final Target CANCELS = new Target(Metric.PROVIDER_CANCEL, 0.05, false, 20);

  static Provider provider(String id, Metric metric, double numerator, long denominator) {
    return new Provider(
        id, Optional.empty(), denominator, 0, Map.of(metric, measure(numerator, denominator)), 0);
  }

  /** A measure with an interval of a tenth to each side. */
  static Measure measure(double numerator, long denominator) {
    double value = numerator / denominator;
    return new Measure(
        numerator,
        denominator,
        0,
        OptionalDouble.of(Math.max(0, value - 0.1)),
        OptionalDouble.of(Math.min(1, value + 0.1)));
  }

  private Providers() {}
}
