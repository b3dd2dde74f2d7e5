package dev.odyssey.deploy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One time that a job was started, and what became of it.
 *
 * @param number counts the deployments of one job on one cluster, from 1
 * @param how it came to be
 * @param repeats the number of the deployment whose jar and arguments these are, its own where they
 *     were new
 * @param jobId Flink's id of the job
 * @param release jar, as it was kept, and arguments
 * @param sha256 of the jar, in hexadecimal digits
 * @param version that the jar calls itself, or empty
 * @param from the savepoint or checkpoint that it went on from, or empty if it began anew
 * @param at when it was submitted
 * @param by who submitted it, as user@host
 * @param up whether it came up: every task ran, and a checkpoint was complete where one was waited
 *     for
 * @param savepoints those that were taken of it, in that order
 * @param stoppedAt the savepoint that it was stopped at
 * @param ended why it ended otherwise
 */
public record Deployment(
    int number,
    How how,
    int repeats,
    String jobId,
    Release release,
    String sha256,
    String version,
    Optional<String> from,
    Instant at,
    String by,
    boolean up,
    List<String> savepoints,
    Optional<String> stoppedAt,
    Optional<String> ended) {

  /** How a deployment came to be. */
  public enum How {
    /** By the word of a person. */
    SUBMIT,
    /** In the place of the one before. */
    UPGRADE,
    /** Back to an earlier one, with its state. */
    ROLLBACK,
    /** By itself, because what was to take its place did not come up. */
    RETURN
  }

  /** As people call it. */
  String describe() {
    return "%d (%s%s)"
        .formatted(number, release.jar().getFileName(), version.isEmpty() ? "" : ", " + version);
  }

  boolean isSameRelease(Deployment other) {
    return sha256.equals(other.sha256)
        && release.arguments().equals(other.release.arguments())
        && release.directory().equals(other.release.directory());
  }

  Deployment withUp() {
    return with(true, savepoints, stoppedAt, ended);
  }

  Deployment withSavepoint(String savepoint) {
    List<String> more = Stream.concat(savepoints.stream(), Stream.of(savepoint)).toList();
    return with(up, more, stoppedAt, ended);
  }

  Deployment withStop(String savepoint) {
    Deployment taken = withSavepoint(savepoint);
    return taken.with(up, taken.savepoints, Optional.of(savepoint), ended);
  }

  Deployment withEnd(String reason) {
    return with(up, savepoints, stoppedAt, Optional.of(reason));
  }

  private Deployment with(
      boolean isUp, List<String> taken, Optional<String> stopped, Optional<String> end) {
    return new Deployment(
        number, how, repeats, jobId, release, sha256, version, from, at, by, isUp, taken, stopped,
        end);
  }
}
