package dev.odyssey.survival;

import dev.odyssey.deploy.FlinkRest;
import dev.odyssey.deploy.RunningCluster;
import dev.odyssey.sandbox.FlinkCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jobs of a run on their cluster, and what an operator has to remember of them: Flink keeps
 * jobs over the loss of a JobManager with ZooKeeper or Kubernetes only, so on a cluster without
 * either each is submitted again from the last checkpoint that it completed. Not thread-safe.
 */
final class Suite {

  private static final Logger LOG = LoggerFactory.getLogger(Suite.class);
  private static final Duration SOON = Duration.ofMillis(250);
  private static final Duration ANSWER = Duration.ofMinutes(1);

  /** How a job is started: its jar and its arguments. */
  record Start(Path jar, List<String> arguments) {}

  /** A job that was to run for ever has not. */
  static final class JobEndedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private JobEndedException(String message) {
      super(message);
    }
  }

  private final FlinkCluster flink;
  private final Path checkpoints;
  private final Map<Job, Start> starts = new EnumMap<>(Job.class);
  private final Map<Job, String> ids = new EnumMap<>(Job.class);

  /** Where each job last began, if not from nothing. */
  private final Map<Job, String> origins = new EnumMap<>(Job.class);

  private final Map<Job, Integer> marks = new EnumMap<>(Job.class);
  private final Map<String, Integer> restores = new HashMap<>();

  Suite(FlinkCluster flink, Path checkpoints, Set<Job> jobs, Function<Job, Start> start) {
    this.flink = flink;
    this.checkpoints = checkpoints;
    jobs.forEach(job -> starts.put(job, start.apply(job)));
  }

  /**
   * Submits every job, all at the same time: from its newest checkpoint if it has one, else from
   * where it began last, else from nothing.
   */
  void submit() {
    for (Job job : starts.keySet()) {
      Optional.ofNullable(ids.get(job))
          .flatMap(id -> RunningCluster.newestCheckpoint(checkpoints, id))
          .ifPresent(path -> origins.put(job, path));
    }
    Map<Job, CompletableFuture<String>> submitted = new EnumMap<>(Job.class);
    starts.forEach(
        (job, start) ->
            submitted.put(
                job,
                CompletableFuture.supplyAsync(
                    () ->
                        flink.submit(
                            start.jar(),
                            Optional.ofNullable(origins.get(job)),
                            start.arguments()))));
    submitted.forEach((job, id) -> ids.put(job, id.join()));
  }

  /** Remembers how far each job is, as soon as the cluster says so; see {@link #isWell}. */
  void mark() {
    marks.clear();
    for (Job job : starts.keySet()) {
      marks.put(job, answer(() -> flink.rest().completedCheckpoints(ids.get(job))));
    }
  }

  /** The answer of a cluster that may be too busy to give it at once. */
  private static <T> T answer(Callable<T> question) {
    return Awaitility.await()
        .pollDelay(Duration.ZERO)
        .pollInterval(SOON)
        .atMost(ANSWER)
        .ignoreExceptionsInstanceOf(IllegalStateException.class)
        .until(question, Objects::nonNull);
  }

  /**
   * Whether every task of every job runs, and each job has completed a checkpoint since the mark;
   * not while the cluster does not answer.
   *
   * @throws JobEndedException if a job has ended
   */
  boolean isWell() {
    return isWell(1);
  }

  private boolean isWell(int checkpointsSinceMark) {
    return starts.keySet().stream().allMatch(job -> isWell(job, checkpointsSinceMark));
  }

  private boolean isWell(Job job, int checkpointsSinceMark) {
    String id = ids.get(job);
    try {
      Optional<FlinkRest.Job> now = flink.rest().job(id);
      if (now.isEmpty() || now.get().isOver()) {
        throw new JobEndedException(
            "%s (%s) is %s: %s"
                .formatted(
                    job,
                    id,
                    now.map(FlinkRest.Job::state).orElse("unknown to the cluster"),
                    now.map(over -> flink.rest().rootCause(id)).orElse("")));
      }
      return now.get().isRunning()
          && flink.rest().completedCheckpoints(id) >= marks.get(job) + checkpointsSinceMark;
    } catch (IllegalStateException e) {
      LOG.info("The cluster does not say how {} is: {}", job, e.getMessage());
      return false;
    }
  }

  /** Returns when every task of every job runs. */
  void awaitRunning(Duration patience) {
    ids.values().forEach(id -> flink.awaitRunning(id, patience));
  }

  /** Returns when each job has completed so many further checkpoints. */
  void awaitCheckpoints(int further, Duration patience) {
    mark();
    Awaitility.await().pollInterval(SOON).atMost(patience).until(() -> isWell(further));
  }

  /** How often a job has begun again from a checkpoint, all jobs together. */
  int restores() {
    for (String id : ids.values()) {
      restores.put(id, answer(() -> flink.rest().restores(id)));
    }
    return restores.values().stream().mapToInt(Integer::intValue).sum();
  }
}
