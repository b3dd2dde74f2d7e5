package dev.odyssey.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.backtest.reference.ScorecardRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Scenarios of the project, each with its expected defects, and some with their expected
 * scorecards, beside it, through the command itself. A scenario may hold its events in several
 * arrivals; all must come to the same.
 */
class ScenariosTopologyTest {

  static final Path SCENARIOS = Path.of("..", "..", "..", "test-data", "scenarios");

  @TempDir private Path directory;

  @TestFactory
  List<DynamicTest> everyScenarioEndsInItsExpectedDefects() throws IOException {
    try (Stream<Path> scenarios = Files.list(SCENARIOS)) {
      return scenarios
          .filter(scenario -> !scenario.endsWith("notifications"))
          .sorted()
          .flatMap(this::arrivals)
          .toList();
    }
  }

  private Stream<DynamicTest> arrivals(Path scenario) {
    return files(scenario, "orders").stream()
        .map(
            orders -> {
              String arrival = orders.getFileName().toString().substring("orders".length());
              Path contacts = scenario.resolve("contacts" + arrival);
              return DynamicTest.dynamicTest(
                  scenario.getFileName() + arrival, () -> check(scenario, orders, contacts));
            });
  }

  private void check(Path scenario, Path orders, Path contacts) throws IOException {
    Path out = directory.resolve(scenario.getFileName() + "-" + orders.getFileName());

    List<Object> arguments =
        new ArrayList<>(
            List.of(
                "--order-events",
                orders,
                "--contact-events",
                contacts,
                "--policies",
                scenario.resolve("policies.yaml"),
                "--retention",
                "P7300D",
                "--only",
                "defects,scorecards"));
    List<String> expected = new ArrayList<>(Run.expected(scenario.resolve("expected.jsonl")));
    if (Files.exists(scenario.resolve("rules.yaml"))) {
      arguments.addAll(List.of("--rules", scenario.resolve("rules.yaml")));
      expected.addAll(Run.expected(scenario.resolve("expected-rules.jsonl")));
      Collections.sort(expected);
    }
    Run run = Run.of(out, arguments.toArray());

    assertThat(run.standing()).as(run.complaints()).isEqualTo(expected);
    Path scorecards = scenario.resolve("expected-scorecard-day.jsonl");
    if (Files.exists(scorecards)) {
      assertThat(ScorecardRow.all(out.resolve("scorecard_day.jsonl")))
          .usingElementComparator((a, b) -> a.agreesWith(b) ? 0 : 1)
          .containsExactlyElementsOf(ScorecardRow.all(scorecards));
    }
    assertThat(run.lines("dead-letters.jsonl")).hasSize(deadLetters(scenario));
    assertThat(run.lines("late.jsonl")).isEmpty();
    assertThat(run.lines("overflow.jsonl")).isEmpty();
  }

  /** How many invalid events a scenario has: none, unless a file beside it says how many. */
  private static int deadLetters(Path scenario) throws IOException {
    Path file = scenario.resolve("expected-dead-letters.txt");
    return Files.exists(file) ? Integer.parseInt(Files.readString(file).strip()) : 0;
  }

  private static List<Path> files(Path scenario, String prefix) {
    try (Stream<Path> files = Files.list(scenario)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
