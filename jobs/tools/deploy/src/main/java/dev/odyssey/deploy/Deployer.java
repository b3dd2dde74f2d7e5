package dev.odyssey.deploy;

import dev.odyssey.deploy.Cluster.Arrival;
import dev.odyssey.deploy.Deployment.How;
import dev.odyssey.deploy.FlinkRest.Job;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Starts, stops and replaces jobs on one cluster, so that at every step it is known what runs, and
 * from which snapshot it can go on. Each verb says what it does, a line at a time, and returns how
 * it ended.
 */
public final class Deployer {

  /** How a verb ended. */
  public enum Ending {
    /** As was asked. */
    DONE(0),
    /** Not as was asked; what ran before runs. */
    AS_BEFORE(1),
    /** Not as was asked, and the job does not run. */
    NOTHING_RUNS(4);

    private final int exitCode;

    Ending(int exitCode) {
      this.exitCode = exitCode;
    }

    public int exitCode() {
      return exitCode;
    }
  }

  /** Where a job begins that is submitted. */
  public sealed interface Beginning {

    /** Where it was, if it has ever run; without a past otherwise. */
    record WhereItWas() implements Beginning {}

    /** Without a past. */
    record Fresh() implements Beginning {}

    /** At a savepoint or checkpoint. */
    record At(String snapshot) implements Beginning {}
  }

  /**
   * What a person asks for; what is left out is as it was the last time.
   *
   * @param directory where relative paths among the arguments begin, if there are arguments
   */
  public record Wish(Optional<Path> jar, Optional<List<String>> arguments, Path directory) {}

  private final Cluster cluster;
  private final History history;
  private final KeptJars jars;
  private final Clock clock;
  private final Consumer<String> tell;

  /**
   * A deployer.
   *
   * @param jars where jars are kept that a rollback may need
   * @param tell what is done, a line at a time
   */
  Deployer(Cluster cluster, History history, KeptJars jars, Clock clock, Consumer<String> tell) {
    this.cluster = cluster;
    this.history = history;
    this.jars = jars;
    this.clock = clock;
    this.tell = tell;
  }

  /** A deployer on a cluster that answers. */
  public static Deployer on(
      RunningCluster cluster, History history, KeptJars jars, Clock clock, Consumer<String> tell) {
    return new Deployer(cluster, history, jars, clock, tell);
  }

  /** The job that runs under this name, or that Flink is about to run. */
  public Optional<Job> running(String job) {
    List<Job> alive =
        cluster.jobs().stream()
            .filter(candidate -> candidate.name().equals(job) && !candidate.isOver())
            .toList();
    if (alive.size() > 1) {
      throw new IllegalStateException(
          "%s runs %d times (%s), which nothing good comes of: cancel all but one"
              .formatted(
                  job, alive.size(), String.join(", ", alive.stream().map(Job::id).toList())));
    }
    return alive.stream().findFirst();
  }

  /**
   * Submits a job.
   *
   * @param checkpoints how many must be complete before it counts as up
   * @throws IllegalStateException if it runs already, or if it is not known where it was
   * @throws IllegalArgumentException if jar or arguments are neither given nor known
   */
  public Ending submit(
      String job, Wish wish, Beginning beginning, int checkpoints, boolean dryRun) {
    running(job)
        .ifPresent(
            already -> {
              throw new IllegalStateException(
                  "%s already runs as job %s; upgrade puts another in its place"
                      .formatted(job, already.id()));
            });
    Release release = release(job, wish, history.last(job));
    Optional<String> from = snapshot(job, beginning);
    if (dryRun) {
      Steps.submit(release, from, checkpoints).forEach(tell);
      return Ending.DONE;
    }
    KeptJars.Kept kept = jars.keep(job, release.jar());
    Release own = new Release(kept.path(), release.arguments(), release.directory());
    tell.accept(Steps.check(own));
    try (Submittable prepared = cluster.prepare(own)) {
      Attempt attempt =
          start(
              job, new Start(How.SUBMIT, own, kept, Optional.empty(), from, checkpoints), prepared);
      if (attempt.isUp()) {
        tell.accept(
            "%s runs as job %s%s"
                .formatted(job, attempt.jobId(), from.map(path -> ", from " + path).orElse("")));
        return Ending.DONE;
      }
      tell.accept("%s does not come up: %s".formatted(job, attempt.reason()));
      return Ending.NOTHING_RUNS;
    }
  }

  private Release release(String job, Wish wish, Optional<Deployment> before) {
    Path jar =
        wish.jar()
            .or(() -> before.map(deployment -> deployment.release().jar()))
            .orElseThrow(
                () -> new IllegalArgumentException("which jar is %s? --jar says".formatted(job)));
    if (wish.arguments().isPresent()) {
      return new Release(jar, wish.arguments().get(), wish.directory());
    }
    return before
        .map(
            deployment ->
                new Release(
                    jar, deployment.release().arguments(), deployment.release().directory()))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s was never deployed here: say its arguments, after --".formatted(job)));
  }

  private Optional<String> snapshot(String job, Beginning beginning) {
    if (beginning instanceof Beginning.At at) {
      return Optional.of(at.snapshot());
    }
    if (beginning instanceof Beginning.Fresh) {
      return Optional.empty();
    }
    Optional<Deployment> last =
        history.of(job).stream()
            .filter(Deployment::up)
            .reduce((first, second) -> second)
            .or(() -> history.last(job));
    if (last.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> snapshot =
        last.get().stoppedAt().or(() -> cluster.newestSnapshot(last.get().jobId()));
    if (snapshot.isEmpty() && !last.get().up()) {
      // It never ran, so it is still where it was to begin.
      return last.get().from();
    }
    if (snapshot.isEmpty()) {
      throw new IllegalStateException(
          "%s ran as job %s, and no savepoint or checkpoint of it is known: say --from SNAPSHOT, or --fresh to begin anew"
              .formatted(job, last.get().jobId()));
    }
    return snapshot;
  }

  /**
   * Stops a job at a savepoint.
   *
   * @throws IllegalStateException if it does not run
   */
  public Ending stop(String job, boolean dryRun) {
    Job running = required(job);
    if (dryRun) {
      tell.accept(Steps.stop(job, running.id()));
      return Ending.DONE;
    }
    Optional<Deployment> deployment = history.find(job, running.id());
    try {
      String savepoint = cluster.stop(running.id());
      deployment.ifPresent(known -> history.stopped(job, known, savepoint));
      tell.accept("%s stopped at savepoint %s".formatted(job, savepoint));
      return Ending.DONE;
    } catch (IllegalStateException e) {
      return afterFailedStop(job, running, deployment, e, false);
    }
  }

  /**
   * Takes a savepoint of a job, which runs on.
   *
   * @throws IllegalStateException if it does not run, or if none could be taken
   */
  public Ending savepoint(String job, boolean dryRun) {
    Job running = required(job);
    if (dryRun) {
      tell.accept("take a savepoint of %s (job %s)".formatted(job, running.id()));
      return Ending.DONE;
    }
    String savepoint = cluster.savepoint(running.id());
    history.find(job, running.id()).ifPresent(known -> history.savepoint(job, known, savepoint));
    tell.accept("%s runs on; its savepoint is %s".formatted(job, savepoint));
    return Ending.DONE;
  }

  /**
   * Writes down a job that runs and was started by other means, so that it can be upgraded.
   *
   * @throws IllegalStateException if it does not run, or is known already
   */
  public Ending adopt(String job, Wish wish, boolean dryRun) {
    Job running = required(job);
    history
        .find(job, running.id())
        .ifPresent(
            known -> {
              throw new IllegalStateException(
                  "%s is deployment %d already".formatted(job, known.number()));
            });
    Release release = release(job, wish, Optional.empty());
    if (dryRun) {
      tell.accept("write down job %s as %s".formatted(running.id(), release));
      return Ending.DONE;
    }
    KeptJars.Kept kept = jars.keep(job, release.jar());
    Deployment deployment =
        history.started(
            job,
            How.SUBMIT,
            Optional.empty(),
            running.id(),
            new Release(kept.path(), release.arguments(), release.directory()),
            kept,
            Optional.empty());
    history.up(job, deployment);
    tell.accept("%s (job %s) is deployment %s".formatted(job, running.id(), deployment.describe()));
    return Ending.DONE;
  }

  private Job required(String job) {
    return running(job)
        .orElseThrow(() -> new IllegalStateException(job + " does not run; submit starts it"));
  }

  /**
   * Puts another version, or other arguments, in the place of a job, with its state; what runs
   * already is started again if nothing else is asked for. Goes back by itself where the new one
   * does not come up.
   *
   * @param to the number of a deployment whose jar and arguments are taken, if that is asked for
   * @throws IllegalStateException if the job does not run, or is not known
   */
  public Ending upgrade(String job, Wish wish, Optional<Integer> to, boolean dryRun) {
    Job running = required(job);
    Deployment old = known(job, running);
    Optional<Deployment> target = to.map(number -> numbered(job, number));
    Release release = release(job, wish, Optional.of(target.orElse(old)));
    return replace(
        job,
        Optional.of(running),
        old,
        release,
        target.map(Deployment::repeats),
        Optional.empty(),
        How.UPGRADE,
        dryRun);
  }

  /**
   * Goes back to an earlier deployment, its jar, its arguments and the savepoint that it was
   * stopped at.
   *
   * @param to its number, or empty for the last one that was another than the present
   * @throws IllegalStateException if there is none, or it cannot be gone back to
   */
  public Ending rollback(String job, Optional<Integer> to, boolean dryRun) {
    Deployment present =
        history
            .last(job)
            .orElseThrow(() -> new IllegalStateException(job + " was never deployed here"));
    Optional<Job> running = running(job);
    if (running.isPresent()) {
      present = known(job, running.get());
    }
    Deployment target = target(job, present, to);
    String savepoint =
        target
            .stoppedAt()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "deployment %d of %s was not stopped at a savepoint: it can be gone back to only with upgrade --to %d"
                            .formatted(target.number(), job, target.number())));
    if (cluster.isGone(savepoint)) {
      throw new IllegalStateException(
          "the savepoint of deployment %d is not there any more: %s"
              .formatted(target.number(), savepoint));
    }
    tell.accept("Back to deployment %s, at %s".formatted(target.describe(), savepoint));
    Steps.consequences(job, target).forEach(tell);
    return replace(
        job,
        running,
        present,
        target.release(),
        Optional.of(target.repeats()),
        Optional.of(savepoint),
        How.ROLLBACK,
        dryRun);
  }

  private Deployment target(String job, Deployment present, Optional<Integer> to) {
    if (to.isPresent()) {
      return numbered(job, to.get());
    }
    Deployment origin = numbered(job, present.repeats());
    return history.of(job).stream()
        .filter(earlier -> earlier.number() < origin.number())
        .filter(Deployment::up)
        .filter(earlier -> !earlier.isSameRelease(present))
        .reduce((first, second) -> second)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "deployment %d of %s has none before it that was another"
                        .formatted(present.number(), job)));
  }

  private Deployment numbered(String job, int number) {
    return history.of(job).stream()
        .filter(deployment -> deployment.number() == number)
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("%s has no deployment %d".formatted(job, number)));
  }

  private Deployment known(String job, Job running) {
    return history
        .find(job, running.id())
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "%s runs as job %s, which was not started by this command: what it could go back to is not known. adopt says what it is"
                        .formatted(job, running.id())));
  }

  private Ending replace(
      String job,
      Optional<Job> running,
      Deployment old,
      Release next,
      Optional<Integer> repeats,
      Optional<String> snapshot,
      How how,
      boolean dryRun) {
    if (dryRun) {
      Steps.replace(job, running.map(Job::id).orElse("none"), old, next, snapshot, how)
          .forEach(tell);
      return Ending.DONE;
    }
    KeptJars.Kept kept = jars.keep(job, next.jar());
    Release own = new Release(kept.path(), next.arguments(), next.directory());
    tell.accept(Steps.check(own));
    Submittable ready;
    try {
      ready = cluster.prepare(own);
    } catch (IllegalStateException e) {
      tell.accept("nothing was stopped, %s is as it was: %s".formatted(job, e.getMessage()));
      return Ending.AS_BEFORE;
    }
    try (Submittable prepared = ready) {
      Optional<String> savepoint = Optional.empty();
      if (running.isPresent()) {
        tell.accept(Steps.stop(job, running.get().id()));
        try {
          savepoint = Optional.of(cluster.stop(running.get().id()));
          history.stopped(job, old, savepoint.get());
          tell.accept("savepoint " + savepoint.get());
        } catch (IllegalStateException e) {
          if (how != How.ROLLBACK) {
            return afterFailedStop(job, running.get(), Optional.of(old), e, true);
          }
          tell.accept("it does not stop (%s): cancelling it".formatted(e.getMessage()));
          cluster.cancel(running.get().id());
          history.ended(job, old, "cancelled for a rollback: " + e.getMessage());
        }
      }
      long stopped = clock.millis();
      Optional<String> from = snapshot.isPresent() ? snapshot : savepoint;
      Attempt attempt = start(job, new Start(how, own, kept, repeats, from, 1), prepared);
      if (!attempt.isUp()) {
        return goBack(job, old, savepoint, attempt);
      }
      tell.accept(
          "%s runs as job %s, deployment %s, from %s"
              .formatted(job, attempt.jobId(), attempt.describe(), from.orElse("nothing")));
      if (running.isPresent()) {
        tell.accept(
            "nothing ran for %.1f s; what it found was visible again after %.1f s"
                .formatted(
                    (attempt.runningAt() - stopped) / 1e3, (clock.millis() - stopped) / 1e3));
      }
      return Ending.DONE;
    }
  }

  /** What did not come up is cancelled by now. */
  private Ending goBack(String job, Deployment old, Optional<String> savepoint, Attempt attempt) {
    tell.accept("it does not come up: " + attempt.reason());
    if (!attempt.isOver()) {
      tell.accept(
          "%s was not started again, or there might be two: see that job %s ends, then submit %s"
              .formatted(job, attempt.jobId(), savepoint.map(path -> "--from " + path).orElse("")));
      return Ending.NOTHING_RUNS;
    }
    if (attempt.hasWritten()) {
      tell.accept(
          "it had completed a checkpoint before it was cancelled: what it wrote until then is"
              + " written again");
    }
    Optional<String> from = savepoint.or(() -> cluster.newestSnapshot(old.jobId()));
    if (from.isEmpty()) {
      tell.accept(
          "no snapshot of deployment %d is known: %s does not run".formatted(old.number(), job));
      return Ending.NOTHING_RUNS;
    }
    tell.accept("going back to deployment %s, from %s".formatted(old.describe(), from.get()));
    return startAgain(job, old, from.get());
  }

  /** Starts what ran before, and says how that went. */
  private Ending startAgain(String job, Deployment old, String from) {
    KeptJars.Kept kept = new KeptJars.Kept(old.release().jar(), old.sha256(), old.version());
    try (Submittable prepared = cluster.prepare(old.release())) {
      Attempt attempt =
          start(
              job,
              new Start(
                  How.RETURN,
                  old.release(),
                  kept,
                  Optional.of(old.repeats()),
                  Optional.of(from),
                  1),
              prepared);
      if (attempt.isUp()) {
        tell.accept("%s runs as before, as job %s, from %s".formatted(job, attempt.jobId(), from));
        return Ending.AS_BEFORE;
      }
      tell.accept("that does not come up either: " + attempt.reason());
    } catch (IllegalStateException e) {
      tell.accept("that cannot be started either: " + e.getMessage());
    }
    tell.accept("%s does not run: submit --from %s starts it".formatted(job, from));
    return Ending.NOTHING_RUNS;
  }

  /**
   * The job runs on, or Flink restarts it, or it is over.
   *
   * @param again whether one that is over is to be started again
   */
  private Ending afterFailedStop(
      String job,
      Job running,
      Optional<Deployment> deployment,
      IllegalStateException failure,
      boolean again) {
    tell.accept("%s did not stop at a savepoint: %s".formatted(job, failure.getMessage()));
    boolean alive =
        cluster.jobs().stream()
            .anyMatch(candidate -> candidate.id().equals(running.id()) && !candidate.isOver());
    if (alive) {
      Arrival arrival = cluster.await(running.id(), 1);
      if (arrival instanceof Arrival.Up) {
        tell.accept("%s runs as before, as job %s".formatted(job, running.id()));
        return Ending.AS_BEFORE;
      }
      tell.accept(
          "%s, job %s, does not recover: %s"
              .formatted(job, running.id(), ((Arrival.Down) arrival).reason()));
      return Ending.NOTHING_RUNS;
    }
    Optional<String> snapshot = cluster.newestSnapshot(running.id());
    deployment.ifPresent(
        known -> history.ended(job, known, "over when it was to stop: " + failure.getMessage()));
    if (!again || deployment.isEmpty() || snapshot.isEmpty()) {
      tell.accept(
          "%s is over, and %s"
              .formatted(
                  job,
                  snapshot
                      .map(path -> "its last snapshot is " + path)
                      .orElse("no snapshot of it is known")));
      return Ending.NOTHING_RUNS;
    }
    tell.accept(
        "%s is over: starting deployment %s again, from its last snapshot %s"
            .formatted(job, deployment.get().describe(), snapshot.get()));
    return startAgain(job, deployment.get(), snapshot.get());
  }

  /** What is to be started. */
  private record Start(
      How how,
      Release release,
      KeptJars.Kept kept,
      Optional<Integer> repeats,
      Optional<String> from,
      int checkpoints) {}

  /**
   * How starting a job went.
   *
   * @param reason why it is not up, or null if it is
   * @param isOver whether a job that is not up is known to be over
   * @param hasWritten whether such a job had completed a checkpoint all the same
   */
  private record Attempt(
      String jobId,
      String describe,
      long runningAt,
      String reason,
      boolean isOver,
      boolean hasWritten) {

    boolean isUp() {
      return reason == null;
    }
  }

  private Attempt start(String job, Start start, Submittable prepared) {
    tell.accept(Steps.start(start.release(), start.from()));
    String id;
    try {
      id = prepared.submit(start.from());
    } catch (IllegalStateException e) {
      return refused(job, e);
    }
    Deployment deployment =
        history.started(
            job, start.how(), start.repeats(), id, start.release(), start.kept(), start.from());
    tell.accept(Steps.await(start.checkpoints()));
    Arrival arrival = cluster.await(id, start.checkpoints());
    if (arrival instanceof Arrival.Up up) {
      history.up(job, deployment);
      return new Attempt(id, deployment.describe(), up.runningAt(), null, false, false);
    }
    String reason = ((Arrival.Down) arrival).reason();
    boolean over = cancel(id);
    history.ended(job, deployment, reason);
    return new Attempt(
        id,
        deployment.describe(),
        0,
        reason,
        over,
        over && start.checkpoints() > 0 && cluster.completedCheckpoints(id) > 0);
  }

  /** An answer that was lost may have been a yes. */
  private Attempt refused(String job, IllegalStateException refusal) {
    boolean over = true;
    String id = "none";
    for (Job candidate : cluster.jobs()) {
      if (candidate.name().equals(job) && !candidate.isOver()) {
        id = candidate.id();
        over &= cancel(id);
      }
    }
    return new Attempt(id, "none", 0, refusal.getMessage(), over, false);
  }

  private boolean cancel(String jobId) {
    try {
      cluster.cancel(jobId);
      return true;
    } catch (IllegalStateException e) {
      tell.accept("job %s cannot be cancelled: %s".formatted(jobId, e.getMessage()));
      return false;
    }
  }
}
