package dev.odyssey.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class JobsCliTest {

  private final StringWriter said = new StringWriter();

  private int execute(String... words) {
    CommandLine line = JobsCli.commandLine(Map.of());
    return line.setOut(new PrintWriter(said)).setErr(new PrintWriter(said)).execute(words);
  }

  @Test
  void everyVerbHasHelpWithASentence() {
    JobsCli.commandLine(Map.of())
        .getSubcommands()
        .forEach(
            (name, command) -> {
              said.getBuffer().setLength(0);
              assertThat(execute(name, "--help")).as(name).isZero();
              assertThat(said.toString()).contains("Usage: jobs " + name).contains(".");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "upgrad", "upgrade", "stop a b", "submit a --fresh --from /s"})
  void whatIsNotUnderstoodIsRefused(String words) {
    assertThat(execute(words.isEmpty() ? new String[0] : words.split(" "))).isEqualTo(2);
    assertThat(said.toString()).containsAnyOf("Usage: jobs", "Did you mean: jobs upgrade");
  }

  @Test
  void aClusterThatDoesNotAnswerIsSaidNotTo() {
    assertThat(execute("status", "--cluster", "http://127.0.0.1:1")).isEqualTo(JobsCli.NO_ANSWER);
    assertThat(said.toString()).contains("jobs: GET http://127.0.0.1:1/jobs/overview");
  }

  @Test
  void whereNoClusterIsMeantNothingIsGuessed() {
    assertThat(execute("status")).isEqualTo(1);
    assertThat(said.toString()).startsWith("jobs: which cluster?");
  }
}
