package dev.odyssey.report;

import java.util.Map;
import java.util.Optional;

/**
 * A provider in the period.
 *
 * @param tier the last one decided, if there is one
 * @param orders how many the provider holds
 * @param defects those charged to the provider
 * @param measures by metric, where there is anything to measure
 * @param starSquares sum of the squares of the stars
 */
record Provider(
    String id,
    Optional<String> tier,
    long orders,
    long defects,
    Map<Metric, Measure> measures,
    double starSquares) {}
