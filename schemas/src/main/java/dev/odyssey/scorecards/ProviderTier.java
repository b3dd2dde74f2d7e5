package dev.odyssey.scorecards;

import java.time.LocalDate;
import java.util.List;

/**
 * A change of a provider's tier, with all that it was decided on. The highest revision of a
 * provider is the tier that holds.
 *
 * @param revision grows with each change of a provider's tier, and is at least the clock: a tier
 *     that is decided anew is never behind
 * @param previous the tier before; null where there was none
 * @param decidedAt wall clock of the job, epoch milliseconds
 * @param from the first day that was looked at
 * @param to the last day, inclusive
 * @param targetsVersion which targets were in force
 * @param assessments one a target, in the order of the targets
 */
public record ProviderTier(
    String providerId,
    long revision,
    Tier tier,
    Tier previous,
    long decidedAt,
    LocalDate from,
    LocalDate to,
    String targetsVersion,
    List<Assessment> assessments) {

  /**
   * How the provider stands to one target.
   *
   * @param numerator a count, or the sum of what was rated
   * @param value numerator / denominator; null where the denominator is 0
   * @param interval null where the sample allows none
   */
  public record Assessment(
      Target target,
      long numerator,
      long denominator,
      Double value,
      Interval interval,
      Verdict verdict) {}
}
