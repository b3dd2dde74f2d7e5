package dev.odyssey.scorecards;

import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The kinds of scorecard: each is a table, and a vector of counters a row. */
public enum Scorecard {
  /** How promises to customers were kept. */
  ORDER("order_scorecard_day"),
  /** How customers were answered. */
  CONTACT("contact_scorecard_day"),
  /** How many defects of a code there are: a row a code, whose one counter is {@code count}. */
  RULE("rule_day");

  private final String table;

  Scorecard(String table) {
    this.table = table;
  }

  /** The table in PostgreSQL. */
  public String table() {
    return table;
  }

  /** What is measured. */
  public List<Metric> metrics() {
    return Layout.METRICS.get(this);
  }

  /** The columns of the counters, in the order of their positions. */
  public List<String> columns() {
    return Layout.COLUMNS.get(this);
  }

  /** Found once, and not before all metrics are there. */
  private static final class Layout {

    static final Map<Scorecard, List<Metric>> METRICS = new EnumMap<>(Scorecard.class);
    static final Map<Scorecard, List<String>> COLUMNS = new EnumMap<>(Scorecard.class);

    static {
      for (Scorecard scorecard : Scorecard.values()) {
        List<Metric> metrics =
            Arrays.stream(Metric.values())
                .filter(metric -> metric.scorecard() == scorecard)
                .sorted(Comparator.comparingInt(Metric::position))
                .toList();
        METRICS.put(scorecard, metrics);
        COLUMNS.put(
            scorecard,
            scorecard == RULE
                ? List.of("count")
                : metrics.stream().flatMap(metric -> metric.columns().stream()).toList());
      }
    }
  }
}
