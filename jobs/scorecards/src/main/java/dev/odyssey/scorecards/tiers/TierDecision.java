package dev.odyssey.scorecards.tiers;

import dev.odyssey.scorecards.Counters;
import dev.odyssey.scorecards.Interval;
import dev.odyssey.scorecards.Metric;
import dev.odyssey.scorecards.Metric.Kind;
import dev.odyssey.scorecards.ProviderTier.Assessment;
import dev.odyssey.scorecards.Target;
import dev.odyssey.scorecards.Tier;
import dev.odyssey.scorecards.Verdict;
import dev.odyssey.scorecards.rows.Wilson;
import java.util.List;

/**
 * A tier, and what it follows from. Chance is given its due: a target is missed only where the
 * whole interval lies on the wrong side of it, and kept for gold only where it lies on the right
 * one.
 *
 * @param assessments one a target, in their order
 */
public record TierDecision(Tier tier, List<Assessment> assessments) {

  /** Decides on the counts of a provider, summed over the days that are looked at. */
  public static TierDecision of(Counters counters, Targets targets) {
    List<Assessment> assessments =
        targets.targets().stream()
            .map(target -> assess(target, counters, targets.sampleSize()))
            .toList();
    return new TierDecision(tier(assessments), assessments);
  }

  private static Tier tier(List<Assessment> assessments) {
    if (assessments.stream().anyMatch(assessment -> assessment.verdict() == Verdict.MISSED)) {
      return Tier.AT_RISK;
    }
    if (assessments.stream().allMatch(TierDecision::isBeyondDoubt)) {
      return Tier.GOLD;
    }
    boolean known =
        assessments.stream()
            .filter(assessment -> assessment.target().metric() == Targets.INDISPENSABLE)
            .noneMatch(assessment -> assessment.verdict() == Verdict.UNDECIDED);
    return known ? Tier.STANDARD : Tier.NOT_ENOUGH_DATA;
  }

  private static boolean isBeyondDoubt(Assessment assessment) {
    return assessment.verdict() == Verdict.MET
        && assessment.interval() != null
        && assessment.target().isKeptBy(assessment.interval());
  }

  private static Assessment assess(Target target, Counters counters, int sampleSize) {
    Metric metric = target.metric();
    long numerator = metric.numerator(counters);
    long denominator = metric.denominator(counters);
    Double value = denominator == 0 ? null : (Double) (metric.amount(counters) / denominator);
    Interval interval = interval(metric, counters);
    return new Assessment(
        target,
        numerator,
        denominator,
        value,
        interval,
        verdict(target, value, interval, denominator >= sampleSize));
  }

  private static Interval interval(Metric metric, Counters counters) {
    long numerator = metric.numerator(counters);
    long denominator = metric.denominator(counters);
    if (denominator == 0) {
      return null;
    }
    return metric.kind() == Kind.PROPORTION
        ? Wilson.interval(numerator, denominator)
        : MeanInterval.of(numerator, metric.squares(counters), denominator);
  }

  private static Verdict verdict(Target target, Double value, Interval interval, boolean sampleOk) {
    if (!sampleOk || value == null) {
      return Verdict.UNDECIDED;
    }
    if (target.isKeptBy(value)) {
      return Verdict.MET;
    }
    return interval != null && target.isBrokenBy(interval) ? Verdict.MISSED : Verdict.UNDECIDED;
  }
}
