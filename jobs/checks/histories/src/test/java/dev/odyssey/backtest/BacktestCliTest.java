package dev.odyssey.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What the command refuses, before it writes anything. */
class BacktestCliTest {

  @TempDir private Path directory;
  private Path events;

  @BeforeEach
  void write() throws Exception {
    events = Files.writeString(directory.resolve("orders.jsonl"), "");
  }

  @ParameterizedTest
  @CsvSource({
    "--until, tomorrow, 'tomorrow' is not an ISO-8601 instant",
    "--retention, 30d, '30d' is not an ISO-8601 duration",
    "--retention, PT0S, retention must be longer than nothing: PT0S",
    "--disorder, -PT1S, --disorder PT-1S is negative",
    "--max-events, 0, maxEvents must be 1 or more: 0",
    "--contact-events, nowhere.jsonl, --contact-events nowhere.jsonl is no file that can be read",
    "--policies, nowhere.yaml, nowhere.yaml",
    "--notifications, nowhere.yaml, nowhere.yaml",
    "--silences, nowhere.jsonl, --silences nowhere.jsonl is no file that can be read",
    "--contact-preferences, no.jsonl, --contact-preferences no.jsonl is no file that can be read",
    "--order-event, x, Unknown option",
    "--only, costs, costs",
    "--against, nowhere.yaml, --against nowhere.yaml is no file that can be read",
    "--mapping, nowhere.yaml, --mapping nowhere.yaml has nothing to read"
  })
  void aWrongOptionIsNamedWithItsValue(String key, String value, String message) {
    refused(Run.of(directory.resolve("out"), "--order-events", events, key + "=" + value), message);
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path missing = directory.resolve("missing.jsonl");
    refused(
        Run.of(directory.resolve("out"), "--order-events", missing),
        "--order-events " + missing + " is no file that can be read");
  }

  @Test
  void nothingToReadIsRefused() {
    refused(Run.of(directory.resolve("out")), "nothing to read");
  }

  @Test
  void wrongPoliciesAreNamedWithFileKeyAndValue() throws Exception {
    Path policies = directory.resolve("mine.yaml");
    Files.writeString(policies, "defaults: {arrivalGrace: soon}\n");
    Run run = Run.of(directory.resolve("out"), "--order-events", events, "--policies", policies);
    refused(run, policies.toString());
    refused(run, "arrivalGrace");
    refused(run, "soon");
  }

  @Test
  void wrongNotificationsAreNamedWithFileKeyAndValue() throws Exception {
    Path settings = directory.resolve("mine.yaml");
    Files.writeString(settings, "outreach: {cap: soon}\n");
    Run run =
        Run.of(directory.resolve("out"), "--order-events", events, "--notifications", settings);
    refused(run, settings.toString());
    refused(run, "cap");
    refused(run, "soon");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--silences", "--contact-preferences"})
  void aWrongLineIsNamedWithFileAndNumber(String option) throws Exception {
    Path file = directory.resolve("said.jsonl");
    Files.writeString(file, "\n{\"optedOut\": \"perhaps\", \"from\": \"perhaps\"}\n");
    Run run = Run.of(directory.resolve("out"), "--order-events", events, option, file);
    refused(run, file + ", line 2: ");
    refused(run, "perhaps");
  }

  @Test
  void helpNamesEveryOption() {
    assertThat(BacktestCli.commandLine().getUsageMessage())
        .contains(
            "--order-events",
            "--contact-events",
            "--policies",
            "--targets",
            "--notifications",
            "--silences",
            "--contact-preferences",
            "--until",
            "--retention",
            "--disorder",
            "--max-events",
            "--only",
            "--against",
            "--mapping",
            "--out");
  }

  private static void refused(Run run, String message) {
    assertThat(run.exit()).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(run.complaints()).contains(message);
    assertThat(run.out()).doesNotExist();
  }
}
