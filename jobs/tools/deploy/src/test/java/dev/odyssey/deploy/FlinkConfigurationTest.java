package dev.odyssey.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FlinkConfigurationTest {

  private static final String TEMPLATE =
      """
      # ${comments} are left alone
      execution:
        checkpointing:
          interval: 2s
          dir: ${sandbox.uri}/checkpoints
      parallelism.default: 2
      env:
        java:
          opts:
            all: >-
              --add-opens=java.base/java.util=ALL-UNNAMED
              --add-opens=java.base/java.lang=ALL-UNNAMED
      """;
  private static final Map<String, String> NAMES = Map.of("sandbox.uri", "file:///a $1 place");

  @Test
  void flattensAndFillsIn() {
    assertThat(new FlinkConfiguration(TEMPLATE, NAMES, Map.of()).toYaml())
        .contains("execution.checkpointing.interval: 2s\n")
        .contains("execution.checkpointing.dir: file:///a $1 place/checkpoints\n")
        .contains("parallelism.default: 2\n");
  }

  @Test
  void whatIsPutOverWins() {
    FlinkConfiguration configuration =
        new FlinkConfiguration(
            TEMPLATE,
            NAMES,
            Map.of("execution.checkpointing.interval", "10s", "state.backend.type", "rocksdb"));

    assertThat(configuration.toYaml())
        .contains("execution.checkpointing.interval: 10s\n")
        .contains("state.backend.type: rocksdb\n")
        .doesNotContain("2s");
  }

  @Test
  void aPlaceholderWithoutMeaningIsRefusedWithItsKey() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FlinkConfiguration(TEMPLATE, Map.of("port", "1"), Map.of()))
        .withMessageContaining("execution.checkpointing.dir")
        .withMessageContaining("${sandbox.uri}")
        .withMessageContaining("[port]");
  }

  @Test
  void givesTheJvmItsOptions() {
    assertThat(new FlinkConfiguration(TEMPLATE, NAMES, Map.of()).jvmOptions())
        .containsExactly(
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED");
    assertThat(new FlinkConfiguration("a: b", NAMES, Map.of()).jvmOptions()).isEmpty();
  }
}
