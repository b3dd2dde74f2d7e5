package dev.odyssey.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class SandboxCliTest {

  @Test
  void everyCommandHasHelpWithASentence() {
    SandboxCli.commandLine()
        .getSubcommands()
        .forEach(
            (name, command) -> {
              StringWriter said = new StringWriter();
              CommandLine line = SandboxCli.commandLine().setOut(new PrintWriter(said));
              assertThat(line.execute(name, "--help")).as(name).isZero();
              assertThat(said.toString()).contains("Usage: sandbox " + name).contains(".");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "upp", "topic", "up --slots many", "down --everything"})
  void whatIsNotUnderstoodIsRefused(String arguments) {
    StringWriter said = new StringWriter();
    String[] words = arguments.isEmpty() ? new String[0] : arguments.split(" ");

    assertThat(SandboxCli.commandLine().setErr(new PrintWriter(said)).execute(words)).isEqualTo(2);
    assertThat(said.toString()).containsAnyOf("Usage: sandbox", "Did you mean: sandbox up?");
  }

  @Test
  void portsComeFromTheEnvironment() {
    assertThat(
            new SandboxCli.Ports()
                .chosen(Map.of("ODYSSEY_KAFKA_PORT", "9092", "ODYSSEY_FLINK_PORT", "8081")))
        .isEqualTo(Map.of(Port.KAFKA, 9092, Port.FLINK, 8081));
  }

  @ParameterizedTest
  @CsvSource({"0", "65536", "-1", "kafka", "''"})
  void whatIsNoPortIsRefusedNamingOptionVariableAndValue(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SandboxCli.Ports().chosen(Map.of("ODYSSEY_POSTGRES_PORT", value)))
        .withMessage("--postgres-port (ODYSSEY_POSTGRES_PORT) is not a port: " + value);
  }

  @Test
  void tablesLineUp() {
    assertThat(
            SqlTable.render(
                List.of(List.of("code", "n"), List.of("NO_SHOW", "12"), List.of("X", ""))))
        .containsExactly("code     n", "NO_SHOW  12", "X");
  }

  @Test
  void postgresIsBroughtForLinuxOnTwoKindsOfMachines() {
    assertThat(PostgresBinaries.archive("Linux", "amd64")).isEqualTo("postgres-linux-x86_64.txz");
    assertThat(PostgresBinaries.archive("Linux", "aarch64")).isEqualTo("postgres-linux-arm_64.txz");
    assertThatIllegalStateException()
        .isThrownBy(() -> PostgresBinaries.archive("Mac OS X", "aarch64"))
        .withMessageContaining("Mac OS X on aarch64");
  }
}
