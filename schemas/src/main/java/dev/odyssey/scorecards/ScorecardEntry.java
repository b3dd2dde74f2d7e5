package dev.odyssey.scorecards;

/**
 * One metric of a row: the long form, as in the view {@code scorecard_day}.
 *
 * @param metric its name: {@code on_time_arrival}, {@code defect_NO_SHOW}
 * @param numerator a count or a sum, in the unit of the metric
 * @param isWhole whether numerators of the metric are whole numbers
 * @param denominator 0 where there is none
 * @param provisional how many of the denominator are not final yet
 * @param value numerator / denominator; null where the denominator is 0
 * @param interval of a proportion; null for sums and counts, and without a denominator
 * @param sampleOk whether the denominator is large enough to judge by
 */
public record ScorecardEntry(
    ScorecardKey key,
    String metric,
    double numerator,
    boolean isWhole,
    long denominator,
    long provisional,
    Double value,
    Interval interval,
    boolean sampleOk) {}
