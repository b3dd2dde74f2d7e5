package dev.odyssey.sandbox;

import dev.odyssey.deploy.FlinkRest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The suite's jobs on a cluster: which runs as what, and where one that was stopped goes on. */
final class Jobs {

  private final FlinkCluster flink;
  private final Settings memory;
  private final Path directory;

  Jobs(FlinkCluster flink, Settings memory, Path directory) {
    this.flink = flink;
    this.memory = memory;
    this.directory = directory;
  }

  /** The id that the job was last submitted as, if the cluster still knows it. */
  Optional<FlinkRest.Job> find(String job) {
    return memory.get(job + ".id").flatMap(id -> flink.rest().job(id));
  }

  /**
   * Submits a job unless it runs; it goes on from its savepoint, or from its last checkpoint if it
   * was not stopped orderly. Returns what was done, for people.
   */
  String submit(String job, Path jar, List<String> arguments) {
    Optional<FlinkRest.Job> running = find(job).filter(known -> !known.isOver());
    if (running.isPresent()) {
      return "%s already runs as job %s".formatted(job, running.get().id());
    }
    Optional<String> past =
        memory
            .get(job + ".savepoint")
            .or(
                () ->
                    memory
                        .get(job + ".id")
                        .flatMap(
                            id ->
                                FlinkCluster.newestCheckpoint(directory.resolve("checkpoints"), id))
                        .map(path -> path.toUri().toString()));
    String id = flink.submit(jar, past, arguments);
    memory.put(job + ".id", id);
    memory.remove(job + ".savepoint");
    flink.awaitRunning(id, Duration.ofSeconds(60));
    return "%s runs as job %s%s".formatted(job, id, past.map(path -> ", from " + path).orElse(""));
  }

  /** Lets the job begin anew when it is submitted next. */
  void forget(String job) {
    memory.remove(job + ".savepoint");
    memory.remove(job + ".id");
  }

  /** How the job stands, for people. */
  String describe(String job) {
    return find(job)
        .map(
            known ->
                "%s: %s, %d of %d tasks run, %d checkpoints"
                    .formatted(
                        job,
                        known.state(),
                        known.runningTasks(),
                        known.tasks(),
                        flink.rest().completedCheckpoints(known.id())))
        .orElse(job + ": not submitted");
  }

  /** Stops a job at a savepoint if it runs. Returns what was done, for people. */
  Optional<String> stop(String job) {
    return find(job)
        .filter(known -> !known.isOver())
        .map(
            known -> {
              try {
                String savepoint =
                    flink.stopWithSavepoint(known.id(), directory.resolve("savepoints"));
                memory.put(job + ".savepoint", savepoint);
                return "%s stopped at savepoint %s".formatted(job, savepoint);
              } catch (IllegalStateException e) {
                return "%s has no savepoint, it will go on from its last checkpoint: %s"
                    .formatted(job, e.getMessage());
              }
            });
  }
}
