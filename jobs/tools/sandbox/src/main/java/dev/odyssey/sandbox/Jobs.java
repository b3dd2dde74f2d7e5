package dev.odyssey.sandbox;

import dev.odyssey.deploy.Deployer;
import dev.odyssey.deploy.Deployer.Beginning;
import dev.odyssey.deploy.Deployer.Ending;
import dev.odyssey.deploy.Deployer.Wish;
import dev.odyssey.deploy.FlinkRest;
import dev.odyssey.deploy.History;
import dev.odyssey.deploy.KeptJars;
import dev.odyssey.deploy.RunningCluster;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The suite's jobs on the sandbox's cluster: which runs as what, and where one that was stopped
 * goes on. What is done here and what {@code scripts/jobs} does is written down in one history.
 */
final class Jobs {

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private final FlinkCluster flink;
  private final Path directory;
  private final History history;
  private final Set<String> forgotten = new HashSet<>();

  /**
   * Jobs.
   *
   * @param directory the sandbox's
   */
  Jobs(FlinkCluster flink, Path directory) {
    this.flink = flink;
    this.directory = directory;
    this.history =
        new History(
            directory.resolve("deployments"), Clock.systemUTC(), System.getProperty("user.name"));
  }

  private Deployer deployer(List<String> said) {
    return Deployer.on(
        new RunningCluster(
            flink.rest(),
            flink.client(),
            Optional.of(directory.resolve("savepoints").toUri()),
            Optional.of(directory.resolve("checkpoints")),
            PATIENCE,
            2,
            Clock.systemUTC()),
        history,
        new KeptJars(directory.resolve("deployments").resolve("jars")),
        Clock.systemUTC(),
        said::add);
  }

  /** The job as it runs, or as it was when it last did, if the cluster still knows it. */
  Optional<FlinkRest.Job> find(String job) {
    return running(job).or(() -> history.last(job).flatMap(last -> flink.rest().job(last.jobId())));
  }

  private Optional<FlinkRest.Job> running(String job) {
    return deployer(new ArrayList<>()).running(job);
  }

  /**
   * Submits a job unless it runs; it goes on from its savepoint, or from its last checkpoint if it
   * was not stopped orderly. Returns what was done, for people.
   *
   * @throws IllegalStateException if it does not come up
   */
  String submit(String job, Path jar, List<String> arguments) {
    Optional<FlinkRest.Job> running = running(job);
    if (running.isPresent()) {
      return "%s already runs as job %s".formatted(job, running.get().id());
    }
    Wish wish = new Wish(Optional.of(jar), Optional.of(arguments), Path.of("").toAbsolutePath());
    Beginning beginning =
        forgotten.remove(job) ? new Beginning.Fresh() : new Beginning.WhereItWas();
    List<String> said = new ArrayList<>();
    Ending ending = deployer(said).submit(job, wish, beginning, 0, false);
    String last = said.get(said.size() - 1);
    if (ending != Ending.DONE) {
      throw new IllegalStateException(last);
    }
    return last;
  }

  /** Lets the job begin anew when it is submitted next, by this program. */
  void forget(String job) {
    forgotten.add(job);
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
    if (running(job).isEmpty()) {
      return Optional.empty();
    }
    List<String> said = new ArrayList<>();
    var unused = deployer(said).stop(job, false);
    return Optional.of(String.join("; ", said));
  }
}
