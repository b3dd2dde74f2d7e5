package dev.odyssey.scorecards.rows;

import dev.odyssey.defects.DefectCode;
import dev.odyssey.scorecards.Counters;
import dev.odyssey.scorecards.Interval;
import dev.odyssey.scorecards.Metric;
import dev.odyssey.scorecards.Metric.Kind;
import dev.odyssey.scorecards.Scorecard;
import dev.odyssey.scorecards.ScorecardEntry;
import dev.odyssey.scorecards.ScorecardRow;
import java.util.Comparator;
import java.util.List;

/** Rows in their long form, an entry a metric. */
public final class ScorecardEntries {

  private static final String DEFECT = "defect_";

  /**
   * The metrics of a row of which anything was counted, in the order of their names. Of the counts
   * of codes, those that are built in.
   *
   * @param sampleSize the least denominator to judge by
   */
  public static List<ScorecardEntry> of(ScorecardRow row, int sampleSize) {
    if (row.key().scorecard() == Scorecard.RULE) {
      return ofCode(row, sampleSize);
    }
    return row.key().scorecard().metrics().stream()
        .map(metric -> entry(row, metric, sampleSize))
        .filter(entry -> entry.numerator() != 0 || entry.denominator() != 0)
        .sorted(Comparator.comparing(ScorecardEntry::metric))
        .toList();
  }

  private static List<ScorecardEntry> ofCode(ScorecardRow row, int sampleSize) {
    String code = row.key().code();
    long count = row.counters().at(0);
    return count == 0 || !DefectCode.BUILT_IN.contains(code)
        ? List.of()
        : List.of(
            new ScorecardEntry(
                row.key(), DEFECT + code, count, true, 0, 0, null, null, 0 >= sampleSize));
  }

  private static ScorecardEntry entry(ScorecardRow row, Metric metric, int sampleSize) {
    Counters counters = row.counters();
    long denominator = metric.denominator(counters);
    double amount = metric.amount(counters);
    Interval interval =
        metric.kind() == Kind.PROPORTION && denominator > 0
            ? Wilson.interval(metric.numerator(counters), denominator)
            : null;
    return new ScorecardEntry(
        row.key(),
        metric.key(),
        amount,
        metric.isWhole(),
        denominator,
        metric.provisional(counters),
        denominator == 0 ? null : (Double) (amount / denominator),
        interval,
        denominator >= sampleSize);
  }

  private ScorecardEntries() {}
}
