package dev.odyssey.scorecards.tiers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.odyssey.scorecards.Counters;
import dev.odyssey.scorecards.Interval;
import dev.odyssey.scorecards.Metric;
import dev.odyssey.scorecards.ProviderTier.Assessment;
import dev.odyssey.scorecards.Scorecard;
import dev.odyssey.scorecards.Tier;
import dev.odyssey.scorecards.Verdict;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TierDecisionTest {

  /** Visits on time of all visits; everything else is beyond reproach and beyond doubt. */
  @ParameterizedTest
  @CsvSource({
    "1000, 1000, MET, GOLD",
    "920, 1000, MET, GOLD",
    "910, 1000, MET, STANDARD",
    "900, 1000, MET, STANDARD",
    "890, 1000, UNDECIDED, NOT_ENOUGH_DATA",
    "870, 1000, MISSED, AT_RISK",
    "20, 20, MET, STANDARD",
    "19, 19, UNDECIDED, NOT_ENOUGH_DATA",
    "0, 19, UNDECIDED, NOT_ENOUGH_DATA",
    "0, 20, MISSED, AT_RISK",
    "0, 0, UNDECIDED, NOT_ENOUGH_DATA",
  })
  void visitsOnTime(long onTime, long visits, Verdict verdict, Tier tier) {
    TierDecision decision =
        TierDecision.of(
            counters(onTime, visits, 0, 1_000, 0, 1_000, 0, 1_000, 5_000, 25_000, 1_000),
            Targets.builtIn());

    assertThat(assessment(decision, Metric.ON_TIME_ARRIVAL).verdict()).isEqualTo(verdict);
    assertThat(decision.tier()).isEqualTo(tier);
  }

  /** Cancelled by the provider, of all promises. */
  @ParameterizedTest
  @CsvSource({
    "0, 1000, MET, GOLD",
    "50, 1000, MET, STANDARD",
    "51, 1000, UNDECIDED, STANDARD",
    "70, 1000, MISSED, AT_RISK",
    "19, 19, UNDECIDED, STANDARD",
  })
  void cancellations(long cancelled, long promises, Verdict verdict, Tier tier) {
    TierDecision decision =
        TierDecision.of(
            counters(1_000, 1_000, 0, 1_000, cancelled, promises, 0, 1_000, 5_000, 25_000, 1_000),
            Targets.builtIn());

    assertThat(assessment(decision, Metric.PROVIDER_CANCEL).verdict()).isEqualTo(verdict);
    assertThat(decision.tier()).isEqualTo(tier);
  }

  /** Stars are a mean: nine fives and one three of ten, and so on. */
  @Test
  void starsHaveAnIntervalOfTheirMean() {
    TierDecision decision =
        TierDecision.of(
            counters(1_000, 1_000, 0, 1_000, 0, 1_000, 0, 1_000, 96, 468, 20), Targets.builtIn());
    Assessment stars = assessment(decision, Metric.STAR_RATING);

    assertThat(stars.value()).isEqualTo(4.8);
    // s = sqrt((468 - 96^2/20) / 19) = 0.615587, t(19) = 2.093024, reach 0.288104
    assertThat(stars.interval().low()).isCloseTo(4.511896, within(1e-6));
    assertThat(stars.interval().high()).isCloseTo(5.088104, within(1e-6));
    assertThat(stars.verdict()).isEqualTo(Verdict.MET);
    assertThat(decision.tier()).isEqualTo(Tier.STANDARD);
  }

  @Test
  void oneRatingHasNoInterval() {
    assertThat(MeanInterval.of(5, 25, 1)).isNull();
    assertThat(MeanInterval.of(10, 50, 2)).isEqualTo(new Interval(5, 5));
  }

  /** Whatever befell three orders, chance may have had its hand in it. */
  @Property(tries = 500)
  void aProviderOfFewOrdersIsNeverAtRisk(
      @ForAll @IntRange(max = 3) int orders, @ForAll @IntRange(max = 3) int bad) {
    int failures = Math.min(orders, bad);
    TierDecision decision =
        TierDecision.of(
            counters(
                orders - failures,
                orders,
                failures,
                orders,
                failures,
                orders,
                failures,
                orders,
                orders,
                orders,
                orders),
            Targets.builtIn());

    assertThat(decision.tier()).isEqualTo(Tier.NOT_ENOUGH_DATA);
  }

  @Test
  void targetsThatAreNotSetAreNotAsked() {
    Targets targets =
        Targets.parse(
            "t", "{version: 1, sampleSize: 10, targets: {on_time_arrival: {atLeast: 0.5}}}");
    TierDecision decision = TierDecision.of(counters(10, 10, 9, 9, 9, 9, 9, 9, 0, 0, 0), targets);

    assertThat(decision.tier()).isEqualTo(Tier.GOLD);
    assertThat(decision.assessments()).hasSize(1);
  }

  private static Assessment assessment(TierDecision decision, Metric metric) {
    return decision.assessments().stream()
        .filter(assessment -> assessment.target().metric() == metric)
        .findFirst()
        .orElseThrow();
  }

  /** Completion in window is as the visits on time. */
  private static Counters counters(
      long onTime,
      long visits,
      long moved,
      long movable,
      long cancelled,
      long promises,
      long claims,
      long completed,
      long stars,
      long squares,
      long ratings) {
    long[] values = new long[Scorecard.ORDER.columns().size()];
    set(values, "on_time_arrival_num", onTime);
    set(values, "on_time_arrival_den", visits);
    set(values, "completion_in_window_num", 1_000);
    set(values, "completion_in_window_den", 1_000);
    set(values, "provider_reschedule_num", moved);
    set(values, "provider_reschedule_den", movable);
    set(values, "provider_cancel_num", cancelled);
    set(values, "provider_cancel_den", promises);
    set(values, "approved_claim_num", claims);
    set(values, "approved_claim_den", completed);
    set(values, "star_rating_num", stars);
    set(values, "star_rating_sq", squares);
    set(values, "star_rating_den", ratings);
    return Counters.of(values);
  }

  private static void set(long[] values, String column, long value) {
    values[Scorecard.ORDER.columns().indexOf(column)] = value;
  }
}
