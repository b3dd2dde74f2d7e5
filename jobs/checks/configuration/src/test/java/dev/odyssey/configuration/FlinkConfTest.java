package dev.odyssey.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written in the configurations, by Flink's own declarations of its options. */
class FlinkConfTest {

  private static final KnownOptions KNOWN = KnownOptions.ofFlink();

  /** Where the ways of running differ, and why is said beside each. */
  private static final List<String> OF_EACH_WAY =
      List.of(
          "blob.",
          "env.java.opts.all",
          "execution.checkpointing.dir",
          "execution.checkpointing.interval",
          "execution.checkpointing.min-pause",
          "execution.checkpointing.savepoint-dir",
          "heartbeat.",
          "io.tmp.dirs",
          "jobmanager.",
          "metrics.reporter.prom.port",
          "parallelism.default",
          "rest.",
          "restart-strategy.exponential-delay.",
          "state.backend.type",
          "taskmanager.",
          "web.cancel.enable");

  @TempDir private Path scratch;

  static Stream<String> ways() {
    return Stream.of("sandbox", "session", "application");
  }

  @Test
  void optionsAreFound() {
    assertThat(KNOWN.size()).isGreaterThan(400);
    Configuration typed = new Configuration();
    typed.setString("state.backend.incremental", "true");
    typed.setString("execution.checkpointing.intervall", "2s");
    typed.setString("taskmanager.numberOfTaskSlots", "many");

    assertThat(KNOWN.objections(typed))
        .hasSize(3)
        .anyMatch(line -> line.contains("is called execution.checkpointing.incremental now"))
        .anyMatch(line -> line.contains("no option execution.checkpointing.intervall"))
        .anyMatch(
            line -> line.startsWith("taskmanager.numberOfTaskSlots: ") && line.contains("many"));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void everyKeyIsAnOptionOfFlinkAndEveryValueOneOfIts(String way) {
    assertThat(KNOWN.objections(FlinkConf.of(way, scratch))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"session", "application"})
  void soAreTheChoices(String way) {
    List<String> choices = FlinkConf.choices(way);

    assertThat(choices).hasSize(2);
    for (String choice : choices) {
      Configuration made = FlinkConf.withChoice(way, choice, scratch);
      assertThat(KNOWN.objections(made)).as(choice).isEmpty();
      assertThat(made.toMap()).containsKey("high-availability.type");
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void memoryAddsUp(String way) {
    Configuration configuration = FlinkConf.of(way, scratch);

    assertThat(
            JobManagerProcessUtils.processSpecFromConfig(configuration)
                .getJvmHeapMemorySize()
                .getMebiBytes())
        .isGreaterThan(200);
    assertThat(
            TaskExecutorProcessUtils.processSpecFromConfig(configuration)
                .getTaskHeapSize()
                .getMebiBytes())
        .isGreaterThan(200);
  }

  @Test
  void whatTheWaysHaveInCommonIsTheSame() {
    Map<String, String> session = common("session");

    assertThat(session).hasSizeGreaterThan(12).containsKey("execution.checkpointing.mode");
    assertThat(common("application")).isEqualTo(session);
    assertThat(common("sandbox")).isEqualTo(session);
  }

  private Map<String, String> common(String way) {
    Map<String, String> common = new TreeMap<>(FlinkConf.of(way, scratch).toMap());
    common.keySet().removeIf(key -> OF_EACH_WAY.stream().anyMatch(key::startsWith));
    return common;
  }

  @Test
  void everyWayTellsPrometheusAndTheSandboxTellsNobodyElse() {
    ways()
        .forEach(
            way ->
                assertThat(FlinkConf.of(way, scratch).toMap())
                    .containsEntry("metrics.reporters", "prom")
                    .containsEntry("web.submit.enable", "false"));
    assertThat(FlinkConf.of("sandbox", scratch).toMap())
        .containsEntry("rest.bind-address", "127.0.0.1")
        .containsEntry("jobmanager.bind-host", "127.0.0.1")
        .containsEntry("taskmanager.bind-host", "127.0.0.1")
        .hasEntrySatisfying(
            "env.java.opts.all",
            options -> assertThat(options).contains("dev.odyssey.sandbox.LoopbackHttpServers"));
  }
}
