package dev.odyssey.deploy;

import dev.odyssey.deploy.Deployment.How;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is done in which order, in words: a dry run says them all, and whoever does them says each
 * as it comes.
 */
final class Steps {

  static String check(Release release) {
    return "check that %s makes a job with %s"
        .formatted(
            release.jar(),
            release.arguments().isEmpty()
                ? "no arguments"
                : "its arguments: " + String.join(" ", release.arguments()));
  }

  static String stop(String job, String jobId) {
    return "stop %s (job %s) with a savepoint".formatted(job, jobId);
  }

  static String start(Release release, Optional<String> from) {
    return "start %s %s"
        .formatted(
            release.jar().getFileName(),
            from.map(snapshot -> "from " + snapshot).orElse("without a past"));
  }

  static String await(int checkpoints) {
    return checkpoints == 0
        ? "wait until every task runs"
        : "wait until every task runs and a first checkpoint is complete";
  }

  /** What {@code submit} does. */
  static List<String> submit(Release release, Optional<String> from, int checkpoints) {
    return List.of(check(release), start(release, from), await(checkpoints));
  }

  /**
   * What {@code upgrade} and {@code rollback} do.
   *
   * @param snapshot where the next one goes on, or empty for the savepoint of the stop
   */
  static List<String> replace(
      String job, String jobId, Deployment old, Release next, Optional<String> snapshot, How how) {
    List<String> steps = new ArrayList<>();
    steps.add(check(next) + "; if not, nothing is stopped");
    steps.add(
        stop(job, jobId)
            + (how == How.ROLLBACK
                ? "; if it does not stop so, cancel it"
                : "; if it does not stop so, see that deployment %d runs".formatted(old.number())));
    steps.add(start(next, Optional.of(snapshot.orElse("that savepoint"))));
    steps.add(
        await(1)
            + "; if not, cancel it, go back to deployment %s from the savepoint of the stop and say why"
                .formatted(old.describe()));
    return steps;
  }

  /** What going back in time means for what was written since; said before it is done. */
  static List<String> consequences(String job, Deployment target) {
    return List.of(
        "What has happened since that savepoint is read from Kafka again, as far as it is kept there:"
            + " nothing is lost.",
        "Changes written since are written again, under the same ids and with revisions that count"
            + " on from the savepoint: topics hold some (defectId, revision) twice, tables keep what"
            + " has the higher revision, and of equal ones the first.",
        "What only the later version found stays reported: %s as of deployment %d knows nothing of it, and does not take it back."
            .formatted(job, target.number()),
        "To change the version back and keep the state, use upgrade --to %d instead."
            .formatted(target.number()));
  }

  private Steps() {}
}
