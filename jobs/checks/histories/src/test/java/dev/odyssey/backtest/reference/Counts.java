package dev.odyssey.backtest.reference;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

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

  private record EntityDay(Entity entity, LocalDate day) {

    static final Comparator<EntityDay> ORDER =
        Comparator.comparing((EntityDay of) -> of.entity.type)
            .thenComparing(of -> of.entity.id)
            .thenComparing(EntityDay::day);
  }

  private static final class Sum {
    private long numerator;
    private long denominator;
    private long provisional;
  }

  private final Map<EntityDay, Map<String, Sum>> sums = new HashMap<>();

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
    Sum sum =
        sums.computeIfAbsent(new EntityDay(entity, day), of -> new TreeMap<>())
            .computeIfAbsent(metric, name -> new Sum());
    sum.numerator += numerator;
    sum.denominator += denominator;
    sum.provisional += provisional ? 1 : 0;
  }

  /** The rows in order. */
  List<ScorecardRow> rows() {
    List<ScorecardRow> rows = new ArrayList<>();
    for (EntityDay of : sums.keySet().stream().sorted(EntityDay.ORDER).toList()) {
      sums.get(of)
          .forEach(
              (metric, sum) -> {
                if (sum.numerator != 0 || sum.denominator != 0) {
                  rows.add(row(of, metric, sum));
                }
              });
    }
    return rows;
  }

  private static ScorecardRow row(EntityDay of, String metric, Sum sum) {
    boolean hours = metric.equals("resolution_hours");
    double numerator = hours ? sum.numerator / MILLIS_OF_AN_HOUR : sum.numerator;
    boolean rate = sum.denominator > 0;
    boolean proportion = rate && !SUMS.contains(metric);
    return new ScorecardRow(
        of.entity.type,
        of.entity.id,
        of.day.toString(),
        metric,
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
