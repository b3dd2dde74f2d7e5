package dev.odyssey.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.odyssey.configuration.Monitoring.Alert;
import dev.odyssey.configuration.Monitoring.Listed;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Alert rules, dashboard, runbooks and the list of metrics, by each other and by Prometheus' tool.
 */
class MonitoringTest {

  /** What Flink and Kafka's client tell, of all jobs: in every cluster's answer. */
  private static final Set<String> OF_FLINK =
      Set.of(
          "flink_jobmanager_job_lastCheckpointDuration",
          "flink_jobmanager_job_lastCheckpointFullSize",
          "flink_jobmanager_job_numRestarts",
          "flink_jobmanager_job_numberOfCompletedCheckpoints",
          "flink_jobmanager_job_numberOfFailedCheckpoints",
          "flink_jobmanager_job_runningTime",
          "flink_taskmanager_Status_JVM_Memory_Heap_Used",
          "flink_taskmanager_job_task_backPressuredTimeMsPerSecond",
          "flink_taskmanager_job_task_busyTimeMsPerSecond",
          Monitoring.OPERATOR + "KafkaSourceReader_KafkaConsumer_records_lag_max",
          Monitoring.OPERATOR + "numRecordsIn",
          Monitoring.OPERATOR + "numRecordsSendErrors");

  private static final Pattern REGISTERED =
      Pattern.compile(
          "\\.\\s*(counter|gauge|histogram)\\(\\s*(?:\"([A-Za-z]+)\"|Metrics\\.([A-Z_]+))");
  private static final Pattern COUNTED = Pattern.compile("count\\(\"([A-Za-z]+)\"");
  private static final Pattern QUOTED = Pattern.compile("`([A-Za-z]+)`");
  private static final Pattern CONSTANT = Pattern.compile("String ([A-Z_]+) = \"([A-Za-z]+)\"");

  @Test
  void eachAlertSaysWhatItMeansAndHasAPage() {
    assertThat(Monitoring.alerts()).hasSizeGreaterThan(10).doesNotHaveDuplicates();
    for (Alert alert : Monitoring.alerts()) {
      assertThat(alert.severity()).as(alert.name()).isIn("page", "ticket");
      assertThat(alert.summary()).as(alert.name()).isNotBlank();
      assertThat(alert.runbook()).isEqualTo("flink-conf/runbooks/%s.md", alert.name());
      String page = FlinkConf.text(FlinkConf.project().resolve(alert.runbook()));
      assertThat(page)
          .startsWith("# " + alert.name() + ": ")
          .contains("**What it means.**", "**Look at**", "**Do**");
      assertThat(Monitoring.metrics(alert.query()))
          .as("the metric that %s goes by is named on its page", alert.name())
          .anyMatch(
              metric ->
                  page.contains(metric)
                      || page.contains("`" + metric.replaceFirst(".*task_(operator_)?", "") + "`")
                      || page.contains("`" + metric.replaceFirst(".*KafkaConsumer_", "") + "`"));
    }
  }

  @Test
  void eachAlertIsTestedAsItFiresAndAsItDoesNot() {
    for (Alert alert : Monitoring.alerts()) {
      assertThat(Monitoring.tested())
          .contains(alert.name() + " fires", alert.name() + " does not fire");
    }
  }

  @Test
  void prometheusToolAgrees() throws Exception {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, "promtool"))),
        "no promtool, of Debian's package prometheus: the rules are not tried");
    Path directory = FlinkConf.path("prometheus");

    assertThat(promtool(directory, "check", "config", "prometheus.yml")).contains("SUCCESS");
    for (String tests : Monitoring.TESTS) {
      assertThat(promtool(directory, "test", "rules", tests)).contains("SUCCESS");
    }
  }

  private static String promtool(Path directory, String... arguments) throws Exception {
    Process process =
        new ProcessBuilder(Stream.concat(Stream.of("promtool"), Stream.of(arguments)).toList())
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  @Test
  void whateverIsAskedForIsTold() {
    Set<String> told =
        Monitoring.listed().stream()
            .map(Listed::exposed)
            .collect(Collectors.toCollection(TreeSet::new));
    told.addAll(OF_FLINK);

    assertThat(Monitoring.dashboard()).hasSizeGreaterThan(30);
    Stream.concat(Monitoring.dashboard().stream(), Monitoring.alerts().stream().map(Alert::query))
        .forEach(
            query -> assertThat(Monitoring.metrics(query)).as(query).isNotEmpty().isSubsetOf(told));
  }

  @ParameterizedTest
  @CsvSource({
    "lifecycle-defects, detection",
    "contact-defects, detection",
    "scorecards, scorecards",
    "notifications, notifications",
    "tables, tables",
  })
  void thePageOfAJobSaysWhatTheJobTells(String job, String kind) {
    List<Listed> listed =
        Monitoring.listed().stream().filter(metric -> metric.jobs().contains(kind)).toList();
    Set<String> labels =
        listed.stream().flatMap(metric -> metric.labels().stream()).collect(Collectors.toSet());
    String page = FlinkConf.text(FlinkConf.project().resolve("jobs/" + job + "/README.md"));
    String section = page.substring(page.indexOf("\n## Metrics\n"), page.indexOf("\n## Caveats\n"));

    Set<String> said =
        section
            .lines()
            .filter(line -> line.startsWith("|"))
            .map(line -> line.split("\\|")[2])
            .flatMap(cell -> QUOTED.matcher(cell).results())
            .map(quoted -> quoted.group(1))
            .filter(name -> !labels.contains(name))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(said)
        .containsExactlyInAnyOrderElementsOf(listed.stream().map(Listed::name).toList());
  }

  @Test
  void nothingThatJobsTellIsMissingFromTheDashboardWithoutAReason() {
    Set<String> shown =
        Monitoring.dashboard().stream()
            .flatMap(query -> Monitoring.metrics(query).stream())
            .collect(Collectors.toSet());

    assertThat(Monitoring.listed())
        .filteredOn(metric -> !shown.contains(metric.exposed()))
        .extracting(Listed::name)
        .as("rare, or the sum of what is shown")
        .containsExactlyInAnyOrder(
            "records", "registryRetries", "factsWithheld", "alerts", "surgesBegun", "surgesEnded");
  }

  @Test
  void theListIsWhatTheCodeRegisters() throws IOException {
    Map<String, String> registered = new HashMap<>();
    Map<String, String> constants = new HashMap<>();
    try (Stream<Path> files = Files.walk(FlinkConf.project().resolve("jobs"))) {
      for (Path file : files.filter(MonitoringTest::isMainSource).toList()) {
        collect(FlinkConf.text(file), file, registered, constants);
      }
    }
    Map<String, String> named =
        registered.entrySet().stream()
            .collect(
                Collectors.toMap(
                    metric -> constants.getOrDefault(metric.getKey(), metric.getKey()),
                    Map.Entry::getValue));

    assertThat(named)
        .isEqualTo(
            Monitoring.listed().stream().collect(Collectors.toMap(Listed::name, Listed::type)));
  }

  private static boolean isMainSource(Path path) {
    return path.toString().endsWith(".java") && path.toString().contains("/src/main/java/");
  }

  private static void collect(
      String source, Path file, Map<String, String> registered, Map<String, String> constants) {
    Matcher metric = REGISTERED.matcher(source);
    while (metric.find()) {
      registered.put(metric.group(2) == null ? metric.group(3) : metric.group(2), metric.group(1));
    }
    if (file.endsWith("Counted.java")) {
      Matcher counted = COUNTED.matcher(source);
      while (counted.find()) {
        registered.put(counted.group(1), "counter");
      }
    }
    if (file.endsWith("Metrics.java")) {
      Matcher constant = CONSTANT.matcher(source);
      while (constant.find()) {
        constants.put(constant.group(1), constant.group(2));
      }
    }
  }
}
