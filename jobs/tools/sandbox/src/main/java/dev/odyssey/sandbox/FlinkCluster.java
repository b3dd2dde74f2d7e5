package dev.odyssey.sandbox;

import dev.odyssey.deploy.Await;
import dev.odyssey.deploy.FlinkClient;
import dev.odyssey.deploy.FlinkConfiguration;
import dev.odyssey.deploy.FlinkRest;
import dev.odyssey.deploy.JavaCommand;
import dev.odyssey.deploy.PreparedJob;
import dev.odyssey.deploy.Release;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A standalone Flink cluster: a JobManager and TaskManagers, each a process of its own. Jobs are
 * submitted with Flink's own command line and watched over REST.
 */
public final class FlinkCluster {

  static final String JOB_MANAGER = "jobmanager";
  static final String TASK_MANAGER = "taskmanager-";

  private static final Duration START = Duration.ofSeconds(90);
  private static final String RESULT = "BASH_JAVA_UTILS_EXEC_RESULT:";

  private static final String CONFIG = "config.yaml";
  private static final String LOGGING = "log4j.properties";

  private final ProcessTable processes;
  private final Path directory;
  private final Path template;
  private final Path lib;
  private final Path conf;
  private final FlinkConfiguration configuration;
  private final FlinkRest rest;

  /**
   * A cluster.
   *
   * @param directory the cluster's own: its configuration and temporary files
   * @param template a directory with {@code config.yaml} and {@code log4j.properties}
   * @param lib Flink's jars
   */
  FlinkCluster(
      ProcessTable processes,
      Path directory,
      Path template,
      Path lib,
      int restPort,
      Map<String, String> names,
      Map<String, String> overrides) {
    this.processes = processes;
    this.directory = directory;
    this.lib = lib;
    this.conf = directory.resolve("conf");
    this.rest = new FlinkRest(URI.create("http://127.0.0.1:" + restPort));
    this.template = template;
    this.configuration = new FlinkConfiguration(read(template.resolve(CONFIG)), names, overrides);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void writeConfiguration() {
    try {
      Directories.create(conf);
      Directories.create(directory.resolve("tmp"));
      LoopbackHttpServers.writeJar(
          Directories.create(ownLib()).resolve("loopback-http-servers.jar"));
      Files.writeString(
          conf.resolve(CONFIG),
          "# Written when the sandbox starts, from %s%n%s"
              .formatted(template.resolve(CONFIG), configuration.toYaml()));
      Files.copy(
          template.resolve(LOGGING), conf.resolve(LOGGING), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Jars of ours beside Flink's. */
  private Path ownLib() {
    return directory.resolve("lib");
  }

  /** What the cluster answers over REST. */
  public FlinkRest rest() {
    return rest;
  }

  /** The directory that Flink's own tools call {@code FLINK_CONF_DIR}. */
  public Path conf() {
    return conf;
  }

  Optional<OwnProcess> jobManager() {
    return processes.find(JOB_MANAGER);
  }

  /**
   * What the cluster's processes tell Prometheus, in its text format: those that answer, one after
   * the other.
   *
   * @throws IllegalStateException if none does
   */
  public String metrics() {
    return MetricsEndpoints.parse(
            FlinkConfiguration.read(conf).get("metrics.reporter.prom.port").orElseThrow())
        .read();
  }

  /** The names of the TaskManagers that run. */
  public List<String> taskManagers() {
    return processes.running().stream().filter(name -> name.startsWith(TASK_MANAGER)).toList();
  }

  /** Starts the JobManager without waiting for it. */
  void launchJobManager() {
    writeConfiguration();
    launchJobManager(
        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
        List.of("--executionMode", "cluster"),
        Map.of());
  }

  /**
   * Starts a JobManager that is made for one job and ends with it: Flink's application mode. If
   * there was one before waits until it has ended; returns when the new one answers.
   *
   * @param jar the job, which alone is in {@code usrlib}
   * @param arguments what Flink's {@code standalone-job.sh start} is told: options of Flink's, then
   *     those of the job
   */
  public void startApplication(Path jar, List<String> arguments) {
    Await.until("the end of the job before", START, () -> jobManager().isEmpty());
    writeConfiguration();
    Path usrlib = directory.resolve("usrlib");
    Directories.deleteTree(usrlib);
    try {
      Files.copy(jar, Directories.create(usrlib).resolve(jar.getFileName()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // Flink looks for usrlib beside its lib.
    launchJobManager(
        "org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint",
        arguments,
        Map.of("FLINK_LIB_DIR", ownLib().toString()));
    awaitJobManager();
  }

  private void launchJobManager(
      String main, List<String> arguments, Map<String, String> environment) {
    List<String> parameters = resourceParameters("GET_JM_RESOURCE_PARAMS");
    List<String> all = new ArrayList<>(List.of("--configDir", conf.toString()));
    all.addAll(words(parameters.get(1)));
    all.addAll(arguments);
    launch(JOB_MANAGER, "jobmanager", words(parameters.get(0)), main, all, environment);
  }

  /** Starts a TaskManager without waiting for it; returns its name, which is its resource id. */
  String launchTaskManager() {
    List<String> parameters = resourceParameters("GET_TM_RESOURCE_PARAMS");
    String name = TASK_MANAGER + nextNumber();
    List<String> arguments = new ArrayList<>(List.of("--configDir", conf.toString()));
    arguments.addAll(words(parameters.get(1)));
    arguments.addAll(List.of("-D", "taskmanager.resource-id=" + name));
    launch(
        name,
        "taskmanager",
        words(parameters.get(0)),
        "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
        arguments,
        Map.of());
    return name;
  }

  /** Numbers are not used twice, so that a log belongs to one process. */
  private int nextNumber() {
    return 1
        + processes.everStarted().stream()
            .filter(name -> name.startsWith(TASK_MANAGER))
            .mapToInt(name -> Integer.parseInt(name.substring(TASK_MANAGER.length())))
            .max()
            .orElse(0);
  }

  /** Starts another TaskManager; returns its name when the JobManager knows it. */
  public String startTaskManager() {
    String name = launchTaskManager();
    awaitTaskManager(name);
    return name;
  }

  /** {@code kill -9}, as a machine that is gone. The JobManager notices in its own time. */
  public void killTaskManager(String name) {
    processes
        .find(name)
        .filter(process -> name.startsWith(TASK_MANAGER))
        .orElseThrow(
            () -> new IllegalArgumentException(name + " is no running one of " + taskManagers()))
        .kill();
  }

  /**
   * {@code kill -9} of the JobManager, and with it of all it knows: jobs are not there any more
   * when it is started again, only their checkpoints.
   */
  public void killJobManager() {
    jobManager().orElseThrow(() -> new IllegalStateException(JOB_MANAGER + " does not run")).kill();
  }

  /** Starts the JobManager if it does not run; returns when it answers. */
  public void startJobManager() {
    if (jobManager().isEmpty()) {
      launchJobManager();
    }
    awaitJobManager();
  }

  void awaitJobManager() {
    OwnProcess process =
        jobManager().orElseThrow(() -> new IllegalStateException(JOB_MANAGER + " does not run"));
    processes.awaitAnswer(process, START, () -> rest.get("/overview"));
  }

  void awaitTaskManager(String name) {
    OwnProcess process =
        processes
            .find(name)
            .orElseThrow(
                () -> new IllegalStateException(name + " has ended:" + processes.lastWords(name)));
    processes.awaitAnswer(
        process,
        START,
        () -> {
          if (!rest.taskManagers().contains(name)) {
            throw new IllegalStateException("the JobManager does not know " + name);
          }
        });
  }

  /** Stops the cluster, and with it all jobs as they stand. */
  public void stop() {
    List<OwnProcess> members =
        Stream.concat(
                taskManagers().stream().map(processes::find).flatMap(Optional::stream),
                jobManager().stream())
            .toList();
    members.forEach(process -> process.signal(OwnProcess.Signal.TERM));
    members.forEach(process -> process.stop(OwnProcess.Signal.TERM, Duration.ofSeconds(15)));
  }

  /**
   * Submits a job and returns its id; it may take a while until it runs.
   *
   * @param savepoint where it goes on, or empty for a job without a past
   * @param arguments the job's own options
   * @throws IllegalStateException with Flink's words if the job is refused
   */
  public String submit(Path jar, Optional<String> savepoint, List<String> arguments) {
    Release release = new Release(jar, arguments, Path.of("").toAbsolutePath());
    try (PreparedJob job = client().prepare(release)) {
      return job.submit(savepoint);
    }
  }

  /** Flink's own command line ({@code run}, {@code list}, {@code savepoint} ...). */
  ProcessBuilder commandLine(List<String> arguments) {
    return client().commandLine(arguments);
  }

  /** What submits jobs. */
  public FlinkClient client() {
    List<String> options = new ArrayList<>(configuration.jvmOptions());
    options.addAll(logging("flink-cli"));
    return new FlinkClient(lib, conf, options);
  }

  /**
   * Flink's SQL client against this cluster.
   *
   * @param client the client's own jars
   * @param shipped jars that go with each query
   */
  ProcessBuilder sqlClient(Path client, List<Path> shipped, List<String> arguments) {
    List<String> options = new ArrayList<>(configuration.jvmOptions());
    options.add("-XX:TieredStopAtLevel=1");
    options.addAll(logging("flink-sql-client"));
    List<String> all = new ArrayList<>();
    shipped.forEach(jar -> all.addAll(List.of("--jar", jar.toString())));
    all.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(
            JavaCommand.of(
                options, List.of(lib, client), "org.apache.flink.table.client.SqlClient", all));
    builder.environment().put("FLINK_CONF_DIR", conf.toString());
    return builder;
  }

  /** Returns when every task of the job runs. */
  public void awaitRunning(String job, Duration patience) {
    awaitJob("all tasks of job " + job, job, patience, FlinkRest.Job::isRunning);
  }

  /**
   * Returns when the job has completed so many further checkpoints: what it had read by then, it
   * has dealt with, and what it wrote is visible.
   */
  public void awaitCheckpoints(String job, int further, Duration patience) {
    int target = rest.completedCheckpoints(job) + further;
    awaitJob(
        further + " checkpoints of job " + job,
        job,
        patience,
        now -> rest.completedCheckpoints(job) >= target);
  }

  private void awaitJob(
      String what, String job, Duration patience, Predicate<FlinkRest.Job> holds) {
    Await.until(
        what,
        patience,
        () -> {
          FlinkRest.Job now =
              rest.job(job).orElseThrow(() -> new IllegalStateException("there is no job " + job));
          if (now.isOver() && !holds.test(now)) {
            throw new IllegalStateException(
                "job %s (%s) is %s: %s"
                    .formatted(job, now.name(), now.state(), rest.rootCause(job)));
          }
          return holds.test(now);
        });
  }

  /** Stops a job at a savepoint below the directory; returns the savepoint. */
  public String stopWithSavepoint(String job, Path directory) {
    return rest.stopWithSavepoint(
        job, Optional.of(Directories.create(directory).toUri()), Duration.ofSeconds(120));
  }

  private void launch(
      String name,
      String kind,
      List<String> memory,
      String main,
      List<String> arguments,
      Map<String, String> environment) {
    List<String> options = new ArrayList<>(configuration.jvmOptions());
    options.addAll(configuration.jvmOptions(kind));
    options.addAll(memory);
    options.addAll(logging(name));
    var unused =
        processes.start(
            name, JavaCommand.of(options, List.of(lib, ownLib()), main, arguments), environment);
  }

  private List<String> logging(String name) {
    return List.of(
        "-Dlog.file=" + processes.log(name),
        "-Dlog4j.configurationFile=" + conf.resolve(LOGGING).toUri());
  }

  /** How Flink splits a process's memory: a line of JVM options and one of settings. */
  private List<String> resourceParameters(String command) {
    String output =
        JavaCommand.output(
            new ProcessBuilder(
                    JavaCommand.of(
                        List.of("-Xmx128m", "-XX:TieredStopAtLevel=1"),
                        lib,
                        "org.apache.flink.runtime.util.bash.BashJavaUtils",
                        List.of(command, "--configDir", conf.toString())))
                .redirectErrorStream(true));
    List<String> results =
        output
            .lines()
            .filter(line -> line.startsWith(RESULT))
            .map(line -> line.substring(RESULT.length()))
            .toList();
    if (results.size() != 2) {
      throw new IllegalStateException("Flink does not say how to split memory:\n" + output);
    }
    return results;
  }

  private static List<String> words(String line) {
    String stripped = line.strip();
    return stripped.isEmpty() ? List.of() : List.of(stripped.split("\\s+"));
  }
}
