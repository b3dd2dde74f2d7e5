package dev.odyssey.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.kubernetes.operator.api.FlinkDeployment;
import org.apache.flink.kubernetes.operator.api.spec.JobState;
import org.apache.flink.kubernetes.operator.api.spec.UpgradeMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The deployments, by the classes that the operator reads them with. */
class KubernetesTest {

  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory()).enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  /** What a deployment says of itself, or the operator of each. */
  private static final List<String> OF_EACH_JOB =
      List.of(
          "execution.checkpointing.dir",
          "execution.checkpointing.savepoint-dir",
          "high-availability.",
          "state.backend.type",
          "taskmanager.memory.managed.fraction");

  /** What the operator sets from other fields, or by itself. */
  private static final List<String> OF_THE_OPERATOR =
      List.of(
          "parallelism.default",
          "jobmanager.",
          "taskmanager.bind-host",
          "taskmanager.memory.process.size",
          "rest.");

  private static final Set<String> HASHMAP = Set.of("scorecards", "tables");

  @TempDir private Path scratch;

  static Stream<String> jobs() {
    return Stream.of(
        "lifecycle-defects", "contact-defects", "scorecards", "notifications", "tables");
  }

  static Stream<String> overlays() {
    return Stream.of("staging", "production");
  }

  private static JsonNode read(String name) throws IOException {
    return YAML.readTree(FlinkConf.path("kubernetes/" + name).toFile());
  }

  /** A job's deployment in an overlay. Of a custom resource kustomize merges as RFC 7386 does. */
  private static JsonNode merged(String overlay, String job) throws IOException {
    return merge(
        read("base/" + job + ".yaml"), read("overlays/%s/%s.yaml".formatted(overlay, job)));
  }

  private static JsonNode merge(JsonNode base, JsonNode patch) {
    if (!base.isObject() || !patch.isObject()) {
      return patch;
    }
    ObjectNode merged = base.deepCopy();
    patch
        .fields()
        .forEachRemaining(
            field ->
                merged.set(field.getKey(), merge(merged.path(field.getKey()), field.getValue())));
    return merged;
  }

  /**
   * As the operator reads it; of its API's newest published version, which is older than Flink 2.
   */
  private static FlinkDeployment deployment(JsonNode resource) throws IOException {
    ObjectNode known = resource.deepCopy();
    assertThat(known.path("spec").path("flinkVersion").asText()).isEqualTo("v2_2");
    known.withObject("/spec").put("flinkVersion", "v1_20");
    FlinkDeployment deployment = YAML.treeToValue(known, FlinkDeployment.class);
    List<String> unknown = new ArrayList<>();
    unknownFields("pod", deployment.getSpec().getPodTemplate(), unknown);
    unknownFields("jobManager", deployment.getSpec().getJobManager().getPodTemplate(), unknown);
    unknownFields("taskManager", deployment.getSpec().getTaskManager().getPodTemplate(), unknown);
    assertThat(unknown).as("fields that Kubernetes does not know").isEmpty();
    return deployment;
  }

  /** Kubernetes' classes keep what they do not know instead of refusing it. */
  private static void unknownFields(String path, Object node, List<String> unknown) {
    if (node instanceof Collection<?> elements) {
      elements.forEach(element -> unknownFields(path + "[]", element, unknown));
    } else if (node != null && node.getClass().getName().startsWith("io.fabric8.")) {
      try {
        for (Field field : node.getClass().getDeclaredFields()) {
          if (Modifier.isStatic(field.getModifiers()) || field.getType().isEnum()) {
            continue;
          }
          field.setAccessible(true);
          Object value = field.get(node);
          if (field.getName().equals("additionalProperties") && value instanceof Map<?, ?> more) {
            more.keySet().forEach(key -> unknown.add(path + "." + key));
          } else {
            unknownFields(path + "." + field.getName(), value, unknown);
          }
        }
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void aTypoIsFound() throws IOException {
    ObjectNode typo = read("base/scorecards.yaml").deepCopy();
    typo.withObject("/spec/podTemplate/spec").put("volume", "none");

    org.assertj.core.api.Assertions.assertThatThrownBy(() -> deployment(typo))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("pod.spec.volume");
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void theOperatorReadsEachJobOfAnOverlay(String overlay) throws IOException {
    assertThat(read("overlays/" + overlay + "/kustomization.yaml").path("patches"))
        .extracting(patch -> patch.path("path").asText())
        .containsExactlyElementsOf(jobs().map(job -> job + ".yaml").toList());
    for (String job : jobs().toList()) {
      FlinkDeployment deployment = deployment(merged(overlay, job));

      assertThat(deployment.getMetadata().getName()).isEqualTo(job);
      assertThat(deployment.getSpec().getJob().getUpgradeMode()).isEqualTo(UpgradeMode.SAVEPOINT);
      assertThat(deployment.getSpec().getJob().getState()).isEqualTo(JobState.RUNNING);
      assertThat(deployment.getSpec().getJob().getAllowNonRestoredState()).isFalse();
      assertThat(deployment.getSpec().getFlinkConfiguration())
          .containsEntry(
              "execution.checkpointing.dir",
              "s3://odyssey-%s/checkpoints/%s".formatted(overlay, job));
    }
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void theConfigurationIsThatOfAnApplication(String job) throws IOException {
    FlinkDeployment deployment = deployment(read("base/" + job + ".yaml"));
    Map<String, String> configuration = deployment.getSpec().getFlinkConfiguration();

    assertThat(KnownOptions.ofFlink().objections(Configuration.fromMap(configuration))).isEmpty();
    Map<String, String> application = new TreeMap<>(FlinkConf.of("application", scratch).toMap());
    application.keySet().removeIf(key -> OF_THE_OPERATOR.stream().anyMatch(key::startsWith));
    assertThat(without(configuration, OF_EACH_JOB)).isEqualTo(without(application, OF_EACH_JOB));
    assertThat(configuration)
        .containsEntry("state.backend.type", HASHMAP.contains(job) ? "hashmap" : "rocksdb")
        .containsEntry("high-availability.type", "kubernetes");
  }

  private static Map<String, String> without(Map<String, String> all, List<String> prefixes) {
    return all.entrySet().stream()
        .filter(entry -> prefixes.stream().noneMatch(entry.getKey()::startsWith))
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, entry -> entry.getValue().strip(), (a, b) -> a, TreeMap::new));
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void aJobFindsItsJarItsFilesAndItsSecrets(String job) throws Exception {
    FlinkDeployment deployment = deployment(read("base/" + job + ".yaml"));
    String dockerfile = FlinkConf.text(FlinkConf.path("kubernetes/Dockerfile"));
    Path pom = FlinkConf.project().resolve("jobs/" + job + "/pom.xml");

    assertThat(dockerfile)
        .contains("FROM flink:2.3.0-java17\n")
        .contains(
            "COPY --chown=flink:flink jobs/${JOB}/target/${JOB}.jar /opt/flink/usrlib/${JOB}.jar");
    assertThat(deployment.getSpec().getJob().getJarURI())
        .isEqualTo("local:///opt/flink/usrlib/" + job + ".jar");
    assertThat(FlinkConf.text(pom))
        .contains("<job.main>" + deployment.getSpec().getJob().getEntryClass() + "</job.main>");
    assertThat(
            FlinkConf.project()
                .resolve("jobs/%s/src/main/java".formatted(job))
                .resolve(deployment.getSpec().getJob().getEntryClass().replace('.', '/') + ".java"))
        .exists();

    List<String> arguments = List.of(deployment.getSpec().getJob().getArgs());
    assertThat(arguments)
        .containsSequence("--kafka.properties-file", "/run/secrets/odyssey/kafka.properties");
    if (job.equals("tables")) {
      assertThat(arguments)
          .containsSequence("--postgres.password-file", "/run/secrets/odyssey/postgres");
    }
    String settings = arguments.get(arguments.size() - 1);
    assertThat(settings).startsWith("/etc/odyssey/");
    byte[] file = Files.readAllBytes(FlinkConf.path(settings.substring("/etc/odyssey/".length())));
    assertThat(deployment.getSpec().getPodTemplate().getMetadata().getAnnotations())
        .as("the checksum of " + settings)
        .containsEntry(
            "odyssey.dev/decides-by",
            HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file)));
    assertThat(deployment.getSpec().getPodTemplate().getSpec().getContainers())
        .singleElement()
        .satisfies(
            container ->
                assertThat(container.getVolumeMounts())
                    .extracting(mount -> mount.getMountPath())
                    .containsExactly("/run/secrets/odyssey", "/etc/odyssey"));
  }

  @Test
  void whatJobsHaveInCommonIsTheSame() throws IOException {
    JsonNode first = read("base/lifecycle-defects.yaml").path("spec");
    for (String job : jobs().toList()) {
      JsonNode spec = read("base/" + job + ".yaml").path("spec");
      assertThat(spec.path("podTemplate").path("spec"))
          .isEqualTo(first.path("podTemplate").path("spec"));
      assertThat(spec.path("jobManager")).isEqualTo(first.path("jobManager"));
      assertThat(spec.path("taskManager")).isEqualTo(first.path("taskManager"));
    }
  }
}
