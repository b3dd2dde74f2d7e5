package dev.odyssey.survival;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class SurviveCliTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int survive(String... arguments) {
    return SurviveCli.commandLine(new PrintWriter(out), new PrintWriter(err)).execute(arguments);
  }

  @Test
  void printsPlansOfConsecutiveSeeds() {
    assertThat(survive("--seed", "5", "--runs", "3", "--long", "--print-plan")).isZero();

    assertThat(out.toString().lines())
        .hasSize(3)
        .allMatch(line -> line.contains(" at "))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("seed 5, heartbeats of the "),
            line -> assertThat(line).startsWith("seed 6, heartbeats of the "),
            line -> assertThat(line).startsWith("seed 7, heartbeats of the "));
  }

  @Test
  void namesWhatIsWrong() {
    assertThat(survive("--jobs", "scorecards,notifications", "--print-plan")).isEqualTo(2);
    assertThat(survive("--jobs", "nothing", "--print-plan")).isEqualTo(2);
    assertThat(survive("--runs", "0", "--print-plan")).isEqualTo(2);
    assertThat(survive("--orders", "3", "--print-plan")).isEqualTo(2);

    assertThat(err.toString())
        .contains("without a job that detects defects nothing happens")
        .contains("'nothing' is none of [lifecycle-defects, contact-defects, scorecards")
        .contains("--runs is less than 1: 0")
        .contains("--orders is less than 100: 3");
  }

  @Test
  void helpNamesTheJobs() {
    assertThat(survive("--help")).isZero();

    assertThat(out.toString()).contains("lifecycle-defects", "--seed=N", "--long");
  }
}
