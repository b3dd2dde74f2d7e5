package dev.odyssey.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** That it runs; what it measures is nobody's business here. */
class BenchmarkTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void printsARowForEachContestantAndStore() {
    assertThat(
            run(
                "--open-orders=20",
                "--contestants=floor,every_rule",
                "--rounds=2",
                "--events=200",
                "--warm-up=500",
                "--patience=20"))
        .as("exit code; standard error: %s", err)
        .isZero();

    assertThat(out.toString())
        .contains("### 20 open orders")
        .containsPattern("\\| heap \\| keyed discard \\| [\\d,]+ \\| [\\d.]+ \\| 1\\.00 \\|")
        .containsPattern("\\| heap \\| Odyssey, every rule \\|")
        .containsPattern("\\| RocksDB \\| keyed discard \\|")
        .containsPattern("\\| RocksDB \\| Odyssey, every rule \\|");
  }

  @Test
  void namesTheOptionThatIsWrong() {
    assertThat(run("--rounds=0")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("--rounds is less than 1: 0");
  }

  @Test
  void printsARowForEachMarketAndStore() {
    assertThat(
            run(
                "scorecards",
                "--providers=5,50",
                "--days=3",
                "--orders-per-day=20",
                "--rounds=2",
                "--facts=100",
                "--warm-up=100"))
        .as("exit code; standard error: %s", err)
        .isZero();

    assertThat(out.toString())
        .containsPattern("\\| heap \\| 5 \\| 3 \\| [\\d.]+ \\| 1\\.00 \\|")
        .containsPattern("\\| heap \\| 50 \\| 3 \\|")
        .containsPattern("\\| RocksDB \\| 5 \\| 3 \\| [\\d.]+ \\| 1\\.00 \\|")
        .containsPattern("\\| RocksDB \\| 50 \\| 3 \\|");
  }

  @Test
  void namesTheOptionOfScorecardsThatIsWrong() {
    assertThat(run("scorecards", "--days=1")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("--days is less than 2: 1");
  }

  @Test
  void printsHowFarChangesOfDefectsGo() {
    assertThat(
            run(
                "notifications",
                "--stores=heap",
                "--open-defects=600,700",
                "--orders-per-day=20",
                "--rounds=1",
                "--changes=50",
                "--warm-up=100"))
        .as("exit code; standard error: %s", err)
        .isZero();

    assertThat(out.toString())
        .containsPattern("\\| heap \\| 600 \\| keyed discard \\| [\\d.]+ \\| 1\\.00 \\|")
        .containsPattern("\\| heap \\| 700 \\| incidents, alerts, messages \\|")
        .containsPattern("\\| heap \\| 600 \\| incidents, alerts, in a storm \\|")
        .containsPattern("\\| counted and watched \\| [\\d.]+ \\|");
  }

  @Test
  void printsHowLargeTheStateOfAJobIs() {
    assertThat(run("state", "--orders=600", "--jobs=contact_defects", "--stores=heap"))
        .as("exit code; standard error: %s", err)
        .isZero();
    assertThat(run("state", "--orders=600", "--jobs=notifications", "--stores=rocksdb"))
        .as("exit code; standard error: %s", err)
        .isZero();

    assertThat(out.toString())
        .containsPattern(
            "\\| heap \\| contact-defects \\| customer \\| \\d+ \\|( -?[\\d.]+ \\|){3}")
        .containsPattern(
            "\\| RocksDB \\| notifications \\| open defect \\| 600 \\| 1.0 \\| [\\d.]+ \\|");
  }

  @Test
  void namesTheOptionOfNotificationsThatIsWrong() {
    assertThat(run("notifications", "--open-defects=5")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("--open-defects is less than 600: 5");
  }

  @Test
  void namesTheOptionOfLatencyThatIsWrong() {
    assertThat(run("latency", "--events=0")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("--events is less than 1: 0");
  }

  private int run(String... arguments) {
    return Benchmark.commandLine(new PrintWriter(out), new PrintWriter(err)).execute(arguments);
  }
}
