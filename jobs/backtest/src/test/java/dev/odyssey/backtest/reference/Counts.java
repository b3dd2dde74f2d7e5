package dev.odyssey.backtest.reference;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The sums of everything that was counted, by entity, day and metric. */
final class Counts {

  static final String ALL = "ALL";

  private static final Set<String> SUMS =
      Set.of("star_rating", "resolution_hours", "csat", "effort", "empathy");
  private static final double MILLIS_OF_AN_HOUR = 3_600_000;
  private static final double Z = 1.959963984540054;
  private static final int GOOD_SAMPLE = 20;

  /** Whom a row is about. */
  record Entity(String type, String id) {}

  private record Key(Entity entity, LocalDate day, String metric) {}

  private static final class Sum {
    private long numerator;
    private long denominator;
    private long provisional;
  }

  private final Map<Key, Sum> sums = new HashMap<>();

  /**
   * Counts something for some entities and for {@code ALL}; who has no id is left out.
   *
   * @param numerator of resolution_hours in milliseconds, so that sums are exact
   */
  void add(
      List<Entity> entities,
      LocalDate day,
      String metric,
      long numerator,
      long denominator,
      boolean provisional) {
    add(new Entity(ALL, ALL), day, metric, numerator, denominator, provisional);
    for (Entity entity : entities) {
      if (entity.id() != null) {
        add(entity, day, metric, numerator, denominator, provisional);
      }
    }
  }

  /** Counts an opportunity, and whether it was met. */
  void rate(List<Entity> entities, LocalDate day, String metric, boolean met) {
    add(entities, day, metric, met ? 1 : 0, 1, false);
  }

  private void add(
      Entity entity,
      LocalDate day,
      String metric,
      long numerator,
      long denominator,
      boolean provisional) {
    Sum sum = sums.computeIfAbsent(new Key(entity, day, metric), key -> new Sum());
    sum.numerator += numerator;
    sum.denominator += denominator;
    sum.provisional += provisional ? 1 : 0;
  }

  /** The rows in order. */
  List<ScorecardRow> rows() {
    return sums.entrySet().stream()
        .map(entry -> row(entry.getKey(), entry.getValue()))
        .filter(row -> row.numerator() != 0 || row.denominator() != 0)
        .sorted(ScorecardRow.ORDER)
        .toList();
  }

  private static ScorecardRow row(Key key, Sum sum) {
    boolean hours = key.metric.equals("resolution_hours");
    double numerator = hours ? sum.numerator / MILLIS_OF_AN_HOUR : sum.numerator;
    boolean rate = sum.denominator > 0;
    boolean proportion = rate && !SUMS.contains(key.metric);
    return new ScorecardRow(
        key.entity.type,
        key.entity.id,
        key.day.toString(),
        key.metric,
        numerator,
        sum.denominator,
        sum.provisional,
        rate ? (Double) (numerator / sum.denominator) : null,
        proportion ? (Double) wilson(sum.numerator, sum.denominator, -1) : null,
        proportion ? (Double) wilson(sum.numerator, sum.denominator, 1) : null,
        sum.denominator >= GOOD_SAMPLE);
  }

  /** An end of Wilson's 95 % interval of k in n: the lower for -1, the upper for 1. */
  static double wilson(long k, long n, int side) {
    double p = (double) k / n;
    double middle = p + Z * Z / (2 * n);
    double half = Z * Math.sqrt(p * (1 - p) / n + Z * Z / (4.0 * n * n));
    double end = (middle + side * half) / (1 + Z * Z / n);
    return Math.min(1, Math.max(0, end));
  }
}
