package dev.odyssey.report;

/**
 * What providers are to reach.
 *
 * @param atLeast whether {@code value} or more is good; else, {@code value} or less
 * @param sampleSize a smaller denominator decides nothing
 */
record Target(Metric metric, double value, boolean atLeast, int sampleSize) {

  /** Whether a measure misses it beyond doubt: its whole interval lies on the wrong side. */
  boolean isMissedBy(Measure measure) {
    return measure.denominator() >= sampleSize
        && (atLeast ? measure.high().orElse(value) < value : measure.low().orElse(value) > value);
  }
}
