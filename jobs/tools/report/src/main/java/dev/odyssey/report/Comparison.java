package dev.odyssey.report;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sites or agents beside each other.
 *
 * @param members those with the most contacts first
 * @param sampleSize a smaller denominator is no sound sample
 */
record Comparison(List<Member> members, int sampleSize) {

  /**
   * A site or an agent.
   *
   * @param contacts inbound contacts
   */
  record Member(String id, long contacts, Map<Metric, Measure> measures) {}

  /** Where a member stands to the mean, as far as its interval tells. */
  enum Standing {
    SMALL_SAMPLE,
    /** The interval holds the mean. */
    LIKE_THE_OTHERS,
    BETTER,
    WORSE
  }

  Comparison {
    members =
        members.stream()
            .sorted(Comparator.comparingLong(Member::contacts).reversed().thenComparing(Member::id))
            .toList();
  }

  /** All members' cases together, for each metric that has any. */
  Map<Metric, Double> means() {
    Map<Metric, Double> means = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.OF_CONTACTS) {
      double numerator = 0;
      double denominator = 0;
      for (Member member : members) {
        Measure measure = member.measures().get(metric);
        if (measure != null) {
          numerator += measure.numerator();
          denominator += measure.denominator();
        }
      }
      if (denominator > 0) {
        means.put(metric, numerator / denominator);
      }
    }
    return means;
  }

  /** How many of a metric's cases count as success only so far; empty without cases. */
  Optional<Double> provisionalShare(Metric metric) {
    long provisional = 0;
    long denominator = 0;
    for (Member member : members) {
      Measure measure = member.measures().get(metric);
      if (measure != null) {
        provisional += measure.provisional();
        denominator += measure.denominator();
      }
    }
    return denominator == 0 ? Optional.empty() : Optional.of((double) provisional / denominator);
  }

  /** Where a measure of a member stands to the mean of all. */
  Standing standing(Metric metric, Measure measure, double mean) {
    if (measure.denominator() < sampleSize) {
      return Standing.SMALL_SAMPLE;
    }
    if (measure.low().orElse(mean) > mean) {
      return metric.moreIsBetter() ? Standing.BETTER : Standing.WORSE;
    }
    if (measure.high().orElse(mean) < mean) {
      return metric.moreIsBetter() ? Standing.WORSE : Standing.BETTER;
    }
    return Standing.LIKE_THE_OTHERS;
  }
}
