package dev.odyssey.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Defects by code, the most frequent first, each with the share of all that it and those before it
 * make up.
 */
record Pareto(List<Bar> bars) {

  /** How many defects have a code. */
  record Count(String code, long count) {}

  /**
   * A code in its place.
   *
   * @param cumulative share of all defects up to and with this code
   */
  record Bar(String code, long count, double cumulative) {}

  static Pareto of(List<Count> counts) {
    List<Count> ordered =
        counts.stream()
            .filter(count -> count.count() > 0)
            .sorted(Comparator.comparingLong(Count::count).reversed().thenComparing(Count::code))
            .toList();
    double total = ordered.stream().mapToLong(Count::count).sum();
    List<Bar> bars = new ArrayList<>();
    long sum = 0;
    for (Count count : ordered) {
      sum += count.count();
      bars.add(new Bar(count.code(), count.count(), sum / total));
    }
    return new Pareto(List.copyOf(bars));
  }

  long total() {
    return bars.stream().mapToLong(Bar::count).sum();
  }

  /** How many codes, the most frequent ones, make up 80 % of the defects. */
  int vitalFew() {
    int few = 0;
    for (Bar bar : bars) {
      few++;
      if (bar.cumulative() >= 0.8) {
        break;
      }
    }
    return few;
  }
}
