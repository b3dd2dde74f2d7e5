package dev.odyssey.backtest.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.odyssey.detection.policy.Policies;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reference against rows that a program of other people computed from the definitions. */
class BatchScorecardsTest {

  private static final Path SCENARIOS = Path.of("..", "..", "..", "test-data", "scenarios");

  @ParameterizedTest
  @CsvSource({
    "history-101, .in-order.jsonl.gz",
    "history-101, .any-order.jsonl.gz",
    "history-102, .in-order.jsonl.gz",
    "history-102, .any-order.jsonl.gz",
    "history-103, .in-order.jsonl.gz",
    "history-103, .any-order.jsonl.gz",
    "reported-situations, .jsonl"
  })
  void everyRowIsAsExpected(String name, String arrival) throws Exception {
    Path scenario = SCENARIOS.resolve(name);

    List<ScorecardRow> rows =
        BatchScorecards.of(
            EventFiles.orders(scenario.resolve("orders" + arrival)),
            EventFiles.contacts(scenario.resolve("contacts" + arrival)),
            Policies.load(scenario.resolve("policies.yaml")),
            Long.MAX_VALUE);

    assertThat(rows)
        .usingElementComparator((a, b) -> a.agreesWith(b) ? 0 : 1)
        .containsExactlyElementsOf(
            ScorecardRow.all(scenario.resolve("expected-scorecard-day.jsonl")));
  }

  @ParameterizedTest
  @CsvSource({
    "6, 100, 0.027786, 0.124768",
    "0, 10, 0, 0.277533",
    "60, 1000, 0.046896, 0.076471",
    "19, 20, 0.763869, 0.991119"
  })
  void intervalsAreWilsons(long k, long n, double low, double high) {
    assertThat(Counts.wilson(k, n, -1)).isCloseTo(low, within(5e-7));
    assertThat(Counts.wilson(k, n, 1)).isCloseTo(high, within(5e-7));
  }

  @Test
  void aRowComesBackFromItsLine() {
    ScorecardRow row =
        new ScorecardRow(
            "AGENT", "A1", "2025-03-13", "resolution_hours", 0.75, 1, 0, 0.75, null, null, false);

    assertThat(ScorecardRow.parse(row.json())).isEqualTo(row);
  }
}
