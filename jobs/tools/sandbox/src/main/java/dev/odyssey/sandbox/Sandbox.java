package dev.odyssey.sandbox;

import dev.odyssey.sandbox.SandboxOptions.Service;
import dev.odyssey.sandbox.SuiteJob.Decisions;
import dev.odyssey.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The whole platform on one machine, each part a process of its own: Kafka, PostgreSQL, and Flink
 * as a standalone cluster. State lives in one directory; what runs there is found again by another
 * JVM.
 *
 * <p>In a test that needs a cluster whose parts can be killed:
 *
 * <pre>{@code
 * try (Sandbox sandbox =
 *     Sandbox.start(SandboxOptions.forTest(directory).withTaskManagers(2, 2))) {
 *   String job = sandbox.flink().submit(jar, Optional.empty(), sandbox.jobArguments());
 *   sandbox.flink().awaitRunning(job, Duration.ofSeconds(60));
 *   sandbox.flink().killTaskManager("taskmanager-1");
 *   sandbox.flink().startTaskManager();
 *   ...
 * }
 * }</pre>
 *
 * <p>Not thread-safe, and one program at a time may change a sandbox.
 */
public final class Sandbox implements AutoCloseable {

  private final ProjectHome home;
  private final SandboxOptions options;
  private final Path directory;
  private final ProcessTable processes;
  private final Settings settings;
  private final Consumer<String> progress;
  private final KafkaServer kafka;
  private final PostgresServer postgres;
  private final FlinkCluster flink;
  private final Jobs jobs;

  private Sandbox(ProjectHome home, SandboxOptions options, Consumer<String> progress) {
    this.home = home;
    this.options = options;
    this.progress = progress;
    this.directory = realPath(Directories.create(options.directory()));
    this.processes = new ProcessTable(directory);
    this.settings = new Settings(directory.resolve("run/sandbox.properties"));
    Map<Port, Integer> ports = new EnumMap<>(Port.class);
    for (Port port : Port.values()) {
      ports.put(port, resolve(port));
    }
    ports.forEach((port, number) -> settings.put(port.key(), number.toString()));
    int slots =
        processes.find(FlinkCluster.JOB_MANAGER).isPresent()
            ? settings.number("flink.slots").orElse(options.slots())
            : options.slots();
    settings.put("flink.slots", Integer.toString(slots));

    kafka =
        new KafkaServer(
            processes,
            directory.resolve("kafka"),
            home.flinkConf("sandbox").resolve("log4j.properties"),
            home.kafkaLib(),
            ports.get(Port.KAFKA),
            ports.get(Port.KAFKA_CONTROLLER));
    postgres =
        new PostgresServer(
            processes,
            directory.resolve("postgres"),
            options.outlivesStarter()
                ? directory.resolve("postgres-software")
                : home.postgresSoftware(),
            ports.get(Port.POSTGRES),
            options.durable());
    flink =
        new FlinkCluster(
            processes,
            directory.resolve("flink"),
            home.flinkConf("sandbox"),
            options
                .flinkHome()
                .map(flinkHome -> flinkHome.resolve("lib"))
                .orElseGet(home::flinkLib),
            ports.get(Port.FLINK),
            Map.of(
                "sandbox.directory", directory.toString(),
                "sandbox.uri", "file://" + directory,
                "flink.rest.port", ports.get(Port.FLINK).toString(),
                "flink.rpc.port", ports.get(Port.FLINK_RPC).toString(),
                "flink.metrics.ports",
                    (options.outlivesStarter()
                            ? MetricsEndpoints.standard()
                            : MetricsEndpoints.free())
                        .text(),
                "flink.slots", Integer.toString(slots)),
            options.flinkConfiguration());
    jobs = new Jobs(flink, directory);
  }

  /**
   * Starts what does not run yet; returns when all of it answers, with topics and tables created.
   *
   * @throws IllegalStateException if a port is taken, naming it and the option to choose another,
   *     or if a part does not come up, with its last words
   */
  public static Sandbox start(SandboxOptions options) {
    return start(options, line -> {});
  }

  /** Starts and tells what it does, a line at a time. */
  static Sandbox start(SandboxOptions options, Consumer<String> progress) {
    Sandbox sandbox = new Sandbox(ProjectHome.locate(), options, progress);
    if (options.outlivesStarter()) {
      sandbox.startMissing();
      return sandbox;
    }
    Runtime.getRuntime()
        .addShutdownHook(new Thread(sandbox::stop, "stop-" + sandbox.directory.getFileName()));
    try {
      sandbox.startMissing();
      return sandbox;
    } catch (RuntimeException | Error e) {
      sandbox.close();
      throw e;
    }
  }

  /** The sandbox of a directory as it is, running or not; nothing is started. */
  static Optional<Sandbox> find(SandboxOptions options, Consumer<String> progress) {
    if (!Files.exists(options.directory().resolve("run/sandbox.properties"))) {
      return Optional.empty();
    }
    Sandbox sandbox = new Sandbox(ProjectHome.locate(), options, progress);
    return Optional.of(sandbox);
  }

  /** The PostgreSQL of the sandbox in a directory, if it runs; nothing is started. */
  public static Optional<PostgresServer> runningPostgres(SandboxOptions options) {
    return find(options, line -> {})
        .map(Sandbox::postgres)
        .filter(postgres -> postgres.process().isPresent());
  }

  private int resolve(Port port) {
    Optional<Integer> asked = Optional.ofNullable(options.ports().get(port)).filter(p -> p != 0);
    Optional<Integer> saved = settings.number(port.key());
    Optional<OwnProcess> running = processes.find(port.process());
    if (running.isPresent() && saved.isPresent()) {
      if (asked.isPresent() && !asked.equals(saved)) {
        throw new IllegalStateException(
            "%s listens on port %d already: to have it on %d, take the sandbox down first"
                .formatted(port.who(), saved.get(), asked.get()));
      }
      return saved.get();
    }
    if (saved.isPresent() && asked.isEmpty() && !processes.running().isEmpty()) {
      // The others still look for it where it was.
      return saved.get();
    }
    int number = asked.orElseGet(() -> options.ports().getOrDefault(port, port.standard()));
    return number == 0 ? FreePorts.any() : number;
  }

  /** Starts what does not run. */
  void startMissing() {
    List<String> taskManagers = new ArrayList<>();
    // All are launched before any is waited for: together they start as fast as the slowest.
    if (has(Service.KAFKA)) {
      launch(kafka.process(), kafka::launch, Port.KAFKA);
    }
    if (has(Service.POSTGRES)) {
      launch(postgres.process(), postgres::launch, Port.POSTGRES);
    }
    if (has(Service.FLINK)) {
      launch(flink.jobManager(), flink::launchJobManager, Port.FLINK);
      taskManagers.addAll(flink.taskManagers());
      while (taskManagers.size() < options.taskManagers()) {
        taskManagers.add(flink.launchTaskManager());
      }
    }
    if (has(Service.KAFKA)) {
      kafka.await();
      List<String> created = kafka.createTopics(Topics.read(home.topics()));
      progress.accept(
          "Kafka answers at %s%s"
              .formatted(
                  kafka.bootstrapServers(),
                  created.isEmpty() ? "" : "; created topics " + String.join(", ", created)));
    }
    if (has(Service.POSTGRES)) {
      postgres.await();
      postgres.apply(home.sqlScripts());
      progress.accept("PostgreSQL answers at " + postgres.url());
    }
    if (has(Service.FLINK)) {
      flink.awaitJobManager();
      taskManagers.forEach(flink::awaitTaskManager);
      progress.accept(
          "Flink answers at %s with %s"
              .formatted(flink.rest().root(), String.join(", ", taskManagers)));
    }
  }

  private void launch(Optional<OwnProcess> running, Runnable launch, Port port) {
    if (running.isPresent()) {
      progress.accept(running.get() + " already runs");
      return;
    }
    int number = settings.number(port.key()).orElseThrow();
    if (!FreePorts.isFree(number)) {
      throw new IllegalStateException(
          "port %d, for %s, is taken by another program: stop that, or choose another port with %s or %s"
              .formatted(number, port.who(), port.option(), port.variable()));
    }
    progress.accept("starting " + port.process());
    launch.run();
  }

  private boolean has(Service service) {
    return options.services().contains(service);
  }

  /**
   * Submits those of the suite's jobs that are built and do not run; they go on where they were.
   */
  void submitJobs() {
    submitJobs(Decisions.of(home), job -> List.of());
  }

  /**
   * The same, deciding by other files.
   *
   * @param more further arguments of a job
   */
  void submitJobs(Decisions decisions, Function<SuiteJob, List<String>> more) {
    for (SuiteJob job : SuiteJob.values()) {
      Path jar = home.jobJar(job.title());
      if (Files.exists(jar)) {
        List<String> arguments = new ArrayList<>(connections(job));
        arguments.addAll(job.arguments(decisions));
        arguments.addAll(more.apply(job));
        progress.accept(jobs.submit(job.title(), jar, arguments));
      } else {
        progress.accept(job.title() + " is not built: " + jar + " is missing");
      }
    }
  }

  /** What a job that detects defects is told: where Kafka and the policies are. */
  public List<String> jobArguments() {
    return jobArguments(SuiteJob.LIFECYCLE_DEFECTS.title());
  }

  /**
   * What a job is told: where Kafka and the file are that it decides by; the tables job also where
   * PostgreSQL is.
   *
   * @throws IllegalArgumentException if there is no such job
   */
  public List<String> jobArguments(String job) {
    SuiteJob suiteJob = SuiteJob.of(job);
    List<String> arguments = new ArrayList<>(connections(suiteJob));
    arguments.addAll(suiteJob.arguments(Decisions.of(home)));
    return arguments;
  }

  private List<String> connections(SuiteJob job) {
    List<String> arguments =
        new ArrayList<>(List.of("--kafka.bootstrap-servers", kafka.bootstrapServers()));
    if (job == SuiteJob.TABLES) {
      arguments.addAll(
          List.of(
              "--postgres.url",
              postgres.url(),
              "--postgres.user",
              postgres.user(),
              "--postgres.password-file",
              postgres.passwordFile().toString()));
    }
    return arguments;
  }

  /** Stops the suite's jobs, each at a savepoint from which {@link #submitJobs} goes on. */
  void stopJobs() {
    if (flink.jobManager().isPresent()) {
      for (SuiteJob job : SuiteJob.values()) {
        jobs.stop(job.title()).ifPresent(progress);
      }
    }
  }

  /** Stops all that runs here, by pid, and keeps the data. Harmless when nothing runs. */
  public void stop() {
    flink.stop();
    kafka.stop();
    postgres.stop();
  }

  /** Stops, and deletes what a sandbox keeps. */
  void wipe() {
    stop();
    Directories.deleteTree(directory);
  }

  /** Stops all; a sandbox that goes with its JVM deletes its data too. */
  @Override
  public void close() {
    if (options.outlivesStarter()) {
      stop();
    } else {
      wipe();
    }
  }

  public KafkaServer kafka() {
    return kafka;
  }

  public PostgresServer postgres() {
    return postgres;
  }

  public FlinkCluster flink() {
    return flink;
  }

  Jobs jobs() {
    return jobs;
  }

  ProjectHome home() {
    return home;
  }

  /** Absolute, without links. */
  public Path directory() {
    return directory;
  }

  /** The processes that run, by name. */
  List<OwnProcess> processes() {
    return processes.running().stream().map(processes::find).flatMap(Optional::stream).toList();
  }

  private static Path realPath(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
