package dev.odyssey.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.odyssey.deploy.Await;
import dev.odyssey.schemas.Topics;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private static Path scratch;
  private static SandboxOptions options;
  private static Sandbox sandbox;

  @BeforeAll
  static void start() {
    options = SandboxOptions.forTest(scratch.resolve("sandbox")).withTaskManagers(2, 1);
    sandbox = Sandbox.start(options);
  }

  @AfterAll
  static void stop() {
    List<OwnProcess> processes = sandbox.processes();

    sandbox.close();

    assertThat(processes).hasSizeGreaterThanOrEqualTo(5).noneMatch(OwnProcess::isAlive);
    assertThat(scratch.resolve("sandbox")).doesNotExist();
  }

  @Test
  void aKilledTaskManagerIsReplacedAndTheJobGoesOnFromItsLastCheckpoint() throws Exception {
    FlinkCluster flink = sandbox.flink();
    String victim = flink.taskManagers().get(0);
    String job = submit(Optional.empty());
    assertThat(flink.rest().job(job).orElseThrow().name()).isEqualTo("ticking");
    assertThat(flink.rest().subtasksOn(job, victim)).isPositive();
    flink.awaitCheckpoints(job, 1, PATIENCE);

    flink.killTaskManager(victim);
    String replacement = flink.startTaskManager();

    assertThat(flink.taskManagers()).contains(replacement).doesNotContain(victim);
    Await.until("the restore", PATIENCE, () -> flink.rest().restores(job) >= 1);
    flink.awaitRunning(job, PATIENCE);
    flink.awaitCheckpoints(job, 1, PATIENCE);

    String savepoint = flink.stopWithSavepoint(job, scratch.resolve("savepoints"));
    assertThat(flink.rest().job(job).orElseThrow().state()).isEqualTo("FINISHED");

    String next = submit(Optional.of(savepoint));
    assertThat(flink.rest().restores(next)).isEqualTo(1);
    cancel(next);
  }

  private static String submit(Optional<String> savepoint) throws Exception {
    Path jar = TickingJob.jar(scratch.resolve("ticking.jar"));
    String job = sandbox.flink().submit(jar, savepoint, List.of("ticking"));
    sandbox.flink().awaitRunning(job, PATIENCE);
    return job;
  }

  @Test
  void aJobGoesOnFromItsSavepointOrElseFromItsLastCheckpoint() throws Exception {
    Path jar = TickingJob.jar(scratch.resolve("going-on.jar"));
    FlinkCluster flink = sandbox.flink();
    Jobs jobs = jobs();

    assertThat(jobs.submit("ticking", jar, List.of("ticking"))).doesNotContain("from");
    assertThat(jobs.submit("ticking", jar, List.of("ticking"))).contains("already runs");
    assertThat(jobs.stop("ticking").orElseThrow()).contains("stopped at savepoint");
    assertThat(jobs.stop("ticking")).isEmpty();

    Jobs ofTheNextProgram = jobs();
    assertThat(ofTheNextProgram.submit("ticking", jar, List.of("ticking"))).contains("savepoint-");
    String job = ofTheNextProgram.find("ticking").orElseThrow().id();
    flink.awaitCheckpoints(job, 1, PATIENCE);
    cancel(job);

    assertThat(jobs().submit("ticking", jar, List.of("ticking"))).contains("/chk-");
    cancel(jobs().find("ticking").orElseThrow().id());
  }

  private static Jobs jobs() {
    return new Jobs(sandbox.flink(), sandbox.directory());
  }

  private static void cancel(String job) {
    sandbox.flink().rest().cancel(job);
    Await.until(
        "the end of the job",
        PATIENCE,
        () -> sandbox.flink().rest().job(job).orElseThrow().state().equals("CANCELED"));
  }

  @Test
  void aJobThatIsRefusedSaysWhy() throws Exception {
    Path jar = TickingJob.jar(scratch.resolve("refused.jar"));

    assertThatIllegalStateException()
        .isThrownBy(() -> sandbox.flink().submit(jar, Optional.empty(), List.of("one", "too-many")))
        .withMessageContaining("one argument, the name: one too-many");
  }

  @Test
  void onlyTaskManagersThatRunCanBeKilled() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sandbox.flink().killTaskManager("taskmanager-99"))
        .withMessageContaining("taskmanager-99");
    assertThatIllegalArgumentException().isThrownBy(() -> sandbox.flink().killTaskManager("kafka"));
  }

  @Test
  void startingTwiceIsHarmless() {
    List<String> said = new ArrayList<>();
    List<OwnProcess> before = sandbox.processes();

    Sandbox again = Sandbox.find(options, said::add).orElseThrow();
    again.startMissing();

    assertThat(again.processes()).isEqualTo(before);
    assertThat(said)
        .anyMatch(line -> line.matches("kafka \\(pid \\d+\\) already runs"))
        .anyMatch(line -> line.matches("postgres \\(pid \\d+\\) already runs"))
        .anyMatch(line -> line.matches("jobmanager \\(pid \\d+\\) already runs"));
    assertThat(again.kafka().bootstrapServers()).isEqualTo(sandbox.kafka().bootstrapServers());
  }

  @Test
  void kafkaHasTheTopicsAndComesBackWithThem() {
    Topics topics = Topics.bundled();
    assertThat(sandbox.kafka().createTopics(topics)).isEmpty();

    sandbox.kafka().stop();
    sandbox.kafka().start();

    assertThat(sandbox.kafka().createTopics(topics)).isEmpty();
  }

  @Test
  void postgresAnswersToTheUser() throws Exception {
    try (var connection = sandbox.postgres().connect()) {
      assertThat(connection.getMetaData().getDatabaseMajorVersion()).isEqualTo(18);
      assertThat(connection.getCatalog()).isEqualTo(PostgresServer.DATABASE);
    }
  }

  @Test
  void jobsAreToldWhereEverythingIs() {
    assertThat(sandbox.jobArguments())
        .containsSequence("--kafka.bootstrap-servers", sandbox.kafka().bootstrapServers())
        .contains("--policies")
        .doesNotContain("--postgres.url");
    assertThat(sandbox.jobArguments("tables"))
        .containsSequence("--kafka.bootstrap-servers", sandbox.kafka().bootstrapServers())
        .containsSequence("--postgres.url", sandbox.postgres().url())
        .contains("--postgres.user", "--postgres.password-file", "--targets")
        .doesNotContain(sandbox.postgres().password());
  }

  @Test
  void aTakenPortIsNamedWithTheOptionThatChoosesAnother() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      SandboxOptions clash =
          SandboxOptions.forTest(scratch.resolve("clash"))
              .withServices(SandboxOptions.Service.KAFKA)
              .withPorts(Map.of(Port.KAFKA, other.getLocalPort()));

      assertThatIllegalStateException()
          .isThrownBy(() -> Sandbox.start(clash))
          .withMessageContaining("port " + other.getLocalPort() + ", for Kafka, is taken")
          .withMessageContaining("--kafka-port")
          .withMessageContaining("ODYSSEY_KAFKA_PORT");
    }
    assertThat(scratch.resolve("clash")).doesNotExist();
  }

  @Test
  void everythingListensOnTheLoopbackInterfaceOnly() throws Exception {
    List<Long> pids = sandbox.processes().stream().map(OwnProcess::pid).toList();
    assertThat(Listeners.ofProcesses(pids)).isNotEmpty().allMatch(InetAddress::isLoopbackAddress);
  }

  @Test
  void everyProcessOfFlinkTellsItsMetrics() {
    assertThat(sandbox.flink().metrics())
        .contains("\nflink_jobmanager_numRegisteredTaskManagers{")
        .containsPattern("\nflink_taskmanager_Status_JVM_CPU_Load\\{.*tm_id=\"taskmanager-\\d");
  }

  @Test
  void theConfigurationThatItRunsWithCanBeRead() throws Exception {
    assertThat(Files.readString(sandbox.flink().conf().resolve("config.yaml")))
        .contains("execution.checkpointing.interval: 2s")
        .contains("taskmanager.numberOfTaskSlots: '1'")
        .doesNotContain("${");
  }
}
