package dev.odyssey.survival;

import dev.odyssey.sandbox.FlinkCluster;
import dev.odyssey.sandbox.ProjectHome;
import dev.odyssey.sandbox.Sandbox;
import dev.odyssey.sandbox.SandboxOptions;
import dev.odyssey.survival.Plan.Heartbeats;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/**
 * Kafka, PostgreSQL, a JobManager and two TaskManagers, each a process of its own, with as many
 * slots as the jobs need and not one more: without either TaskManager no job runs. Not thread-safe.
 */
final class Platform implements AutoCloseable {

  private static final int TASK_MANAGERS = 2;
  private static final Duration START = Duration.ofMinutes(2);

  private final Sandbox sandbox;
  private final Suite suite;
  private final SplittableRandom dice;
  private int killedTaskManagers;
  private int endedTaskManagers;

  private Platform(Sandbox sandbox, Suite suite, long seed) {
    this.sandbox = sandbox;
    this.suite = suite;
    this.dice = new SplittableRandom(seed);
  }

  /**
   * Starts all of it in a directory; returns when every task of every job runs.
   *
   * @param seed of which of the TaskManagers is killed
   */
  static Platform start(Path directory, Set<Job> jobs, Heartbeats heartbeats, long seed) {
    ProjectHome home = ProjectHome.locate();
    SandboxOptions options =
        SandboxOptions.forTest(directory)
            .withDurableTables()
            .withTaskManagers(TASK_MANAGERS, jobs.size());
    Map<String, String> configuration = new HashMap<>(options.flinkConfiguration());
    // As in production: outages of minutes are no reason to give up.
    configuration.put(
        "restart-strategy.exponential-delay.attempts-before-reset-backoff",
        Integer.toString(Integer.MAX_VALUE));
    Sandbox sandbox = Sandbox.start(options.withFlinkConfiguration(configuration));
    Path notifications =
        write(sandbox.directory().resolve("notifications.yaml"), Job.NOTIFICATION_SETTINGS);
    Suite suite =
        new Suite(
            sandbox.flink(),
            sandbox.directory().resolve("checkpoints"),
            jobs,
            job ->
                new Suite.Start(
                    home.jobJar(job.title()),
                    job.arguments(sandbox.jobArguments(job.title()), heartbeats, notifications)));
    Platform platform = new Platform(sandbox, suite, seed);
    try {
      suite.submit();
      suite.awaitRunning(START);
      return platform;
    } catch (RuntimeException | Error e) {
      sandbox.stop();
      throw e;
    }
  }

  private static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills what the blow hits, {@code kill -9}, one right after the other. */
  void strike(Blow blow) {
    FlinkCluster flink = sandbox.flink();
    if (blow.hits(Part.TASK_MANAGER)) {
      List<String> candidates = flink.taskManagers();
      flink.killTaskManager(candidates.get(dice.nextInt(candidates.size())));
      killedTaskManagers++;
    }
    if (blow.hits(Part.JOB_MANAGER)) {
      // What it knows of restarts goes with it.
      var unused = suite.restores();
      flink.killJobManager();
    }
    if (blow.hits(Part.KAFKA)) {
      sandbox.kafka().kill();
    }
    if (blow.hits(Part.POSTGRES)) {
      sandbox.postgres().kill();
    }
  }

  /**
   * Starts what the blow has killed, and submits the jobs again where the JobManager was hit;
   * returns when all parts answer.
   */
  void bringBack(Blow blow) {
    List<Runnable> starts = new ArrayList<>();
    if (blow.hits(Part.KAFKA)) {
      starts.add(sandbox.kafka()::start);
    }
    if (blow.hits(Part.POSTGRES)) {
      starts.add(sandbox.postgres()::start);
    }
    if (blow.hits(Part.JOB_MANAGER)) {
      starts.add(sandbox.flink()::startJobManager);
    }
    starts.stream().map(CompletableFuture::runAsync).toList().forEach(CompletableFuture::join);
    superviseTaskManagers();
    if (blow.hits(Part.JOB_MANAGER)) {
      suite.submit();
    }
    suite.mark();
  }

  /**
   * Replaces TaskManagers that do not run, as whatever supervises processes would. One that nobody
   * has killed is counted: Flink ends its process when a task is stuck, or fails in closing.
   */
  void superviseTaskManagers() {
    int missing = TASK_MANAGERS - sandbox.flink().taskManagers().size();
    endedTaskManagers += missing - killedTaskManagers;
    killedTaskManagers = 0;
    for (int i = 0; i < missing; i++) {
      var unused = sandbox.flink().startTaskManager();
    }
  }

  /** How many TaskManagers have ended by themselves, and were replaced. */
  int endedTaskManagers() {
    return endedTaskManagers;
  }

  Suite suite() {
    return suite;
  }

  String bootstrapServers() {
    return sandbox.kafka().bootstrapServers();
  }

  /** What every process of Flink tells, in Prometheus' text format. */
  String metrics() {
    return sandbox.flink().metrics();
  }

  /** What is in the tables. */
  Tables tables() {
    return Tables.read(sandbox.postgres());
  }

  /** Stops all of it, and keeps what it wrote and logged. */
  void stop() {
    sandbox.stop();
  }

  /** Stops all of it, and deletes what it wrote and logged. */
  @Override
  public void close() {
    sandbox.close();
  }
}
