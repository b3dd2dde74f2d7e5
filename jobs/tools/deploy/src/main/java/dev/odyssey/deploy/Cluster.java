package dev.odyssey.deploy;

import java.util.List;
import java.util.Optional;

/** A Flink cluster, as far as deciding about deployments needs it. */
interface Cluster {

  /** How a job that was awaited stands. */
  sealed interface Arrival {

    /**
     * Every task runs, and as many checkpoints are complete as were asked for.
     *
     * @param runningAt when all tasks were first seen to run, in epoch milliseconds
     */
    record Up(long runningAt) implements Arrival {}

    /**
     * It does not come up.
     *
     * @param reason the exception at the root, or what was waited for in vain
     */
    record Down(String reason) implements Arrival {}
  }

  /** All jobs that the cluster remembers, over or not. */
  List<FlinkRest.Job> jobs();

  /**
   * Makes sure that a release is a job, without submitting it.
   *
   * @throws IllegalStateException with the reason if it is none
   */
  Submittable prepare(Release release);

  /**
   * Stops a job at a savepoint and returns where that is.
   *
   * @throws IllegalStateException if it does not stop this way; it may run on, or may have failed
   */
  String stop(String jobId);

  /**
   * Takes a savepoint and returns where it is; the job runs on.
   *
   * @throws IllegalStateException if none could be taken
   */
  String savepoint(String jobId);

  /**
   * Waits until every task of a job runs and it has completed some checkpoints more than it had,
   * for as long as there is hope: it gives up when the job is over, fails too often or takes too
   * long.
   */
  Arrival await(String jobId, int furtherCheckpoints);

  /** How many checkpoints a job has completed. */
  int completedCheckpoints(String jobId);

  /**
   * Cancels a job unless it is over; returns when it is.
   *
   * @throws IllegalStateException if it is not over in time
   */
  void cancel(String jobId);

  /** The newest savepoint or checkpoint of a job that is still there. */
  Optional<String> newestSnapshot(String jobId);

  /** Whether a snapshot is known not to be there any more. */
  boolean isGone(String snapshot);
}
