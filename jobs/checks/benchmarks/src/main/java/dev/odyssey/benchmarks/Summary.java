package dev.odyssey.benchmarks;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A contestant's rounds in one: medians.
 *
 * @param threadMicros CPU time of the operator's thread per event, in microseconds
 * @param processMicros CPU time of the JVM per event, in microseconds
 * @param bytes allocated per event
 * @param openOrders open orders at the end
 * @param missedWindows found in all rounds
 */
record Summary(
    double threadMicros, double processMicros, double bytes, long openOrders, long missedWindows) {

  static Summary of(List<Sample> samples) {
    return new Summary(
        median(samples, Sample::threadMicrosPerEvent),
        median(samples, Sample::processMicrosPerEvent),
        median(samples, Sample::bytesPerEvent),
        samples.get(samples.size() - 1).openOrders(),
        samples.stream().mapToLong(Sample::missedWindows).sum());
  }

  static <T> double median(List<T> samples, ToDoubleFunction<T> value) {
    double[] sorted = samples.stream().mapToDouble(value).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
