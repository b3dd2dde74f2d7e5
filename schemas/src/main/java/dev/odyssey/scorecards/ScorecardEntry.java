package dev.odyssey.scorecards;

import dev.odyssey.scorecards.Metric.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * One metric of a row: the long form, as in the view {@code scorecard_day}.
 *
 * @param numerator a count or a sum, in the unit of the metric
 * @param denominator 0 where there is none
 * @param provisional how many of the denominator are not final yet
 * @param value numerator / denominator; null where the denominator is 0
 * @param interval of a proportion; null for sums and counts, and without a denominator
 * @param sampleOk whether the denominator is large enough to judge by
 */
public record ScorecardEntry(
    ScorecardKey key,
    Metric metric,
    double numerator,
    long denominator,
    long provisional,
    Double value,
    Interval interval,
    boolean sampleOk) {

  /**
   * The metrics of a row of which anything was counted, in the order of their names.
   *
   * @param sampleSize the least denominator to judge by
   */
  public static List<ScorecardEntry> of(ScorecardRow row, int sampleSize) {
    List<ScorecardEntry> entries = new ArrayList<>();
    for (Metric metric : row.key().scorecard().metrics()) {
      Counters counters = row.counters();
      long numerator = metric.numerator(counters);
      long denominator = metric.denominator(counters);
      if (numerator == 0 && denominator == 0) {
        continue;
      }
      boolean interval = metric.kind() == Kind.PROPORTION && denominator > 0;
      double amount = metric.amount(counters);
      entries.add(
          new ScorecardEntry(
              row.key(),
              metric,
              amount,
              denominator,
              metric.provisional(counters),
              denominator == 0 ? null : (Double) (amount / denominator),
              interval ? Interval.wilson(numerator, denominator) : null,
              denominator >= sampleSize));
    }
    entries.sort((a, b) -> a.metric().key().compareTo(b.metric().key()));
    return entries;
  }
}
