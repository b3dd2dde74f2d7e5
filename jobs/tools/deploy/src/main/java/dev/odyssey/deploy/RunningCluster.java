package dev.odyssey.deploy;

import dev.odyssey.deploy.FlinkRest.Job;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A cluster that answers over REST.
 *
 * @param client submits jobs
 * @param savepoints where savepoints go, or empty for the place that the cluster is configured with
 * @param checkpoints the directory of checkpoints, if it is on this machine
 * @param patience how long a stop, and a start, may take
 * @param failures how often a job may fail until it is up
 */
public record RunningCluster(
    FlinkRest rest,
    FlinkClient client,
    Optional<URI> savepoints,
    Optional<Path> checkpoints,
    Duration patience,
    int failures,
    Clock clock)
    implements Cluster {

  @Override
  public List<Job> jobs() {
    return rest.jobs();
  }

  @Override
  public PreparedJob prepare(Release release) {
    return client.prepare(release);
  }

  @Override
  public String stop(String jobId) {
    return rest.stopWithSavepoint(jobId, savepoints, patience);
  }

  @Override
  public String savepoint(String jobId) {
    return rest.savepoint(jobId, savepoints, patience);
  }

  @Override
  public Arrival await(String jobId, int furtherCheckpoints) {
    Watch watch = new Watch(jobId, furtherCheckpoints);
    try {
      Await.until("job " + jobId + " to come up", patience, watch::isDecided);
      return watch.arrival;
    } catch (IllegalStateException e) {
      return new Arrival.Down(
          "%s within %d s%s".formatted(watch.missing, patience.toSeconds(), watch.lastFailure()));
    }
  }

  /** Looks at a job again and again until it is clear how it stands. */
  private final class Watch {

    private final String id;
    private final int furtherCheckpoints;
    private final int failuresBefore;
    private int checkpointsBefore = -1;
    private long runningAt;
    private String missing = "no answer";
    private Arrival arrival;

    Watch(String id, int furtherCheckpoints) {
      this.id = id;
      this.furtherCheckpoints = furtherCheckpoints;
      this.failuresBefore = knownFailures();
    }

    private int knownFailures() {
      try {
        return rest.failureCount(id);
      } catch (IllegalStateException e) {
        // A job that the cluster does not know yet has not failed yet.
        return 0;
      }
    }

    boolean isDecided() {
      try {
        arrival = look();
      } catch (IllegalStateException e) {
        // A JobManager that is just coming back will know better.
        missing = "no answer: " + e.getMessage();
      }
      return arrival != null;
    }

    private Arrival look() {
      Optional<Job> found = rest.job(id);
      if (found.isEmpty()) {
        return new Arrival.Down("the cluster knows no job " + id);
      }
      Job job = found.get();
      if (job.isOver()) {
        return new Arrival.Down("it is %s%s".formatted(job.state(), lastFailure()));
      }
      int failed = rest.failureCount(id) - failuresBefore;
      if (failed > failures) {
        return new Arrival.Down("it failed %d times%s".formatted(failed, lastFailure()));
      }
      int completed = rest.completedCheckpoints(id);
      if (checkpointsBefore < 0) {
        checkpointsBefore = completed;
      }
      if (!job.isRunning()) {
        missing = "%d of %d tasks run".formatted(job.runningTasks(), job.tasks());
        runningAt = 0;
        return null;
      }
      if (runningAt == 0) {
        runningAt = clock.millis();
      }
      missing = "no checkpoint is complete";
      return completed - checkpointsBefore >= furtherCheckpoints ? new Arrival.Up(runningAt) : null;
    }

    private String lastFailure() {
      try {
        String trace = rest.rootCause(id);
        return trace.isEmpty() ? "" : ": " + StackTraces.reason(trace);
      } catch (IllegalStateException e) {
        return "; why, cannot be said: " + e.getMessage();
      }
    }
  }

  @Override
  public int completedCheckpoints(String jobId) {
    return rest.completedCheckpoints(jobId);
  }

  @Override
  public void cancel(String jobId) {
    if (rest.job(jobId).map(Job::isOver).orElse(true)) {
      return;
    }
    rest.cancel(jobId);
    Await.until(
        "the end of job " + jobId, patience, () -> rest.job(jobId).map(Job::isOver).orElse(true));
  }

  @Override
  public Optional<String> newestSnapshot(String jobId) {
    Optional<String> told =
        rest.job(jobId)
            .flatMap(job -> rest.checkpoints(jobId).newest())
            .map(FlinkRest.Snapshot::path)
            .filter(path -> !isGone(path));
    return told.or(() -> checkpoints.flatMap(directory -> newestCheckpoint(directory, jobId)));
  }

  @Override
  public boolean isGone(String snapshot) {
    if (!snapshot.startsWith("file:") && !snapshot.startsWith("/")) {
      return false;
    }
    Path path =
        snapshot.startsWith("/") ? Path.of(snapshot) : Path.of(URI.create(snapshot).getPath());
    return !Files.exists(path);
  }

  /**
   * The newest complete checkpoint that a job left, as a URI, if there is one.
   *
   * @param checkpoints the directory of all jobs' checkpoints
   */
  public static Optional<String> newestCheckpoint(Path checkpoints, String job) {
    Path directory = checkpoints.resolve(job);
    if (!Files.isDirectory(directory)) {
      return Optional.empty();
    }
    try (Stream<Path> candidates = Files.list(directory)) {
      return candidates
          .filter(path -> path.getFileName().toString().startsWith("chk-"))
          .filter(path -> Files.exists(path.resolve("_metadata")))
          .max(
              Comparator.comparingLong(
                  path -> Long.parseLong(path.getFileName().toString().substring(4))))
          .map(path -> path.toUri().toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
