package dev.odyssey.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A funnel plot: each provider's value against the number of its cases, with the limits of chance.
 *
 * @param points the largest first
 */
record Funnel(Target target, ControlLimits limits, List<Point> points) {

  private static final int CURVE_STEPS = 80;

  /** Where a point lies. */
  enum Place {
    /** Too few cases to say. */
    SMALL_SAMPLE,
    /** Within the inner limits: chance explains it. */
    WITHIN,
    /** Between the limits, on the good side. */
    BETTER,
    /** Beyond the outer limit, on the good side. */
    FAR_BETTER,
    /** Between the limits, on the bad side. */
    WORSE,
    /** Beyond the outer limit, on the bad side. */
    FAR_WORSE
  }

  record Point(Provider provider, Measure measure, Place place) {}

  /** The limits for {@code n} cases. */
  record Limit(long n, ControlLimits.Band band) {}

  /** The values between which the picture is drawn. */
  record Range(double low, double high) {

    boolean holds(double value) {
      return value >= low && value <= high;
    }
  }

  /** The funnel of a target, over the providers that have cases; empty if none has. */
  static Optional<Funnel> of(Target target, List<Provider> providers) {
    Metric metric = target.metric();
    List<Provider> counted =
        providers.stream()
            .filter(provider -> provider.measures().containsKey(metric))
            .sorted(
                Comparator.comparingLong(
                        (Provider provider) -> provider.measures().get(metric).denominator())
                    .reversed()
                    .thenComparing(Provider::id))
            .toList();
    if (counted.isEmpty()) {
      return Optional.empty();
    }
    ControlLimits limits = limits(metric, counted);
    List<Point> points =
        counted.stream()
            .map(
                provider -> {
                  Measure measure = provider.measures().get(metric);
                  return new Point(provider, measure, place(measure, target, limits));
                })
            .toList();
    return Optional.of(new Funnel(target, limits, points));
  }

  private static ControlLimits limits(Metric metric, List<Provider> providers) {
    double sum = 0;
    double n = 0;
    double squares = 0;
    for (Provider provider : providers) {
      Measure measure = provider.measures().get(metric);
      sum += measure.numerator();
      n += measure.denominator();
      squares += provider.starSquares();
    }
    double mean = sum / n;
    if (metric.isProportion()) {
      return new ControlLimits.OfProportion(mean);
    }
    double variance = n < 2 ? 0 : Math.max(0, squares - sum * mean) / (n - 1);
    return new ControlLimits.OfMean(mean, Math.sqrt(variance), metric.lowest(), metric.highest());
  }

  private static Place place(Measure measure, Target target, ControlLimits limits) {
    if (measure.denominator() < target.sampleSize()) {
      return Place.SMALL_SAMPLE;
    }
    ControlLimits.Band band = limits.at(measure.denominator());
    double value = measure.value();
    if (value < band.innerLow()) {
      boolean far = value < band.outerLow();
      return target.atLeast() ? worse(far) : better(far);
    }
    if (value > band.innerHigh()) {
      boolean far = value > band.outerHigh();
      return target.atLeast() ? better(far) : worse(far);
    }
    return Place.WITHIN;
  }

  private static Place worse(boolean far) {
    return far ? Place.FAR_WORSE : Place.WORSE;
  }

  private static Place better(boolean far) {
    return far ? Place.FAR_BETTER : Place.BETTER;
  }

  double mean() {
    return limits.mean();
  }

  long count(Place place) {
    return points.stream().filter(point -> point.place() == place).count();
  }

  /**
   * The limits up to the largest provider's number, denser where they bend. Further left than half
   * a sound sample they say nothing.
   */
  List<Limit> curve() {
    long most = points.get(0).measure().denominator();
    long least = Math.min(most, Math.max(1, target.sampleSize() / 2));
    List<Limit> curve = new ArrayList<>();
    long last = 0;
    for (int step = 0; step <= CURVE_STEPS; step++) {
      long n = Math.round(least * Math.pow((double) most / least, (double) step / CURVE_STEPS));
      if (n > last) {
        curve.add(new Limit(n, limits.at(n)));
        last = n;
      }
    }
    return curve;
  }

  /**
   * The range that shows every sound sample, and the limits of the smallest of them. Small samples
   * may lie outside it: they would press everything else flat.
   */
  Range range() {
    Metric metric = target.metric();
    List<Point> sound =
        points.stream().filter(point -> point.place() != Place.SMALL_SAMPLE).toList();
    List<Point> shown = sound.isEmpty() ? points : sound;
    ControlLimits.Band widest =
        limits.at(
            Math.max(target.sampleSize(), shown.get(shown.size() - 1).measure().denominator()));
    double low = Math.min(target.value(), widest.outerLow());
    double high = Math.max(target.value(), widest.outerHigh());
    for (Point point : shown) {
      low = Math.min(low, point.measure().value());
      high = Math.max(high, point.measure().value());
    }
    double margin = 0.04 * (high - low);
    return new Range(
        Math.max(metric.lowest(), low - margin), Math.min(metric.highest(), high + margin));
  }

  /** How many small samples lie outside the range. */
  long outside() {
    Range range = range();
    return points.stream().filter(point -> !range.holds(point.measure().value())).count();
  }
}
