package dev.odyssey.scorecards.rows;

import dev.odyssey.facts.Outcome;
import dev.odyssey.scorecards.Counters;
import dev.odyssey.scorecards.Entity;
import dev.odyssey.scorecards.Metric;
import dev.odyssey.scorecards.Scorecard;
import dev.odyssey.scorecards.ScorecardKey;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one subject adds to which rows.
 *
 * @param rows without zeros; not to be changed
 */
public record RowCounts(Map<ScorecardKey, Counters> rows) {

  /** To nothing. */
  public static final RowCounts NONE = new RowCounts(Map.of());

  /**
   * What must be added to rows that have the earlier contributions to give them these instead: only
   * rows that differ, only by how much.
   */
  public RowCounts minus(RowCounts earlier) {
    Map<ScorecardKey, Counters> difference = new LinkedHashMap<>();
    earlier.rows.forEach(
        (key, counters) -> {
          Counters change = rows.getOrDefault(key, Counters.ZERO).minus(counters);
          if (!change.isZero()) {
            difference.put(key, change);
          }
        });
    rows.forEach(
        (key, counters) -> {
          if (!earlier.rows.containsKey(key)) {
            difference.put(key, counters);
          }
        });
    return new RowCounts(difference);
  }

  /** Counts for one scorecard, and of codes. An entity that is not known is left out. */
  static final class Builder {

    private final Scorecard scorecard;
    private final int width;
    private final Map<ScorecardKey, long[]> rows = new LinkedHashMap<>();

    Builder(Scorecard scorecard) {
      this.scorecard = scorecard;
      this.width = scorecard.columns().size();
    }

    /** One more of the denominator, and maybe of the numerator. */
    void proportion(Metric metric, boolean success, LocalDate day, List<Entity> entities) {
      add(metric, success ? 1 : 0, 0, day, entities);
    }

    /** One more of the denominator, which may be a success for now. */
    void proportion(Metric metric, Outcome outcome, LocalDate day, List<Entity> entities) {
      add(
          metric,
          outcome == Outcome.FAILURE ? 0 : 1,
          outcome == Outcome.PROVISIONAL ? 1 : 0,
          day,
          entities);
    }

    /** One more value. */
    void sum(Metric metric, long value, LocalDate day, List<Entity> entities) {
      add(metric, value, metric.hasSquares() ? value * value : 0, day, entities);
    }

    /** One more defect of a code. */
    void defect(String code, LocalDate day, List<Entity> entities) {
      for (Entity entity : entities) {
        if (entity.id() != null) {
          rows.computeIfAbsent(
                  ScorecardKey.ofCode(code, entity.type(), entity.id(), day), key -> new long[1])[
              0]++;
        }
      }
    }

    private void add(
        Metric metric, long numerator, long third, LocalDate day, List<Entity> entities) {
      for (Entity entity : entities) {
        if (entity.id() == null) {
          continue;
        }
        long[] row =
            rows.computeIfAbsent(
                new ScorecardKey(scorecard, entity.type(), entity.id(), day),
                key -> new long[width]);
        row[metric.position()] += numerator;
        row[metric.position() + 1]++;
        if (third != 0) {
          row[metric.position() + 2] += third;
        }
      }
    }

    RowCounts build() {
      Map<ScorecardKey, Counters> counted = new LinkedHashMap<>();
      rows.forEach((key, values) -> counted.put(key, Counters.of(values)));
      return counted.isEmpty() ? NONE : new RowCounts(counted);
    }
  }
}
