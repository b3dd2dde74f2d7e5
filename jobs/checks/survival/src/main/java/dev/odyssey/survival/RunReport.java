package dev.odyssey.survival;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What came of a run.
 *
 * @param strokes what was done, as it was done
 * @param events how many were sent
 * @param restores how often a job has begun again from a checkpoint
 * @param ended how many TaskManagers ended by themselves
 * @param differences between what came out and what must
 * @param failure why the run did not come to its end, if it did not
 */
record RunReport(
    Plan plan,
    List<Stroke> strokes,
    int events,
    int restores,
    int ended,
    Duration took,
    List<String> differences,
    Optional<String> failure) {

  /**
   * A blow as it was dealt.
   *
   * @param out from the blow until all parts answered and all jobs were submitted
   * @param whole from the blow until every job ran and had completed a checkpoint; empty if the
   *     next blow came before
   */
  record Stroke(Blow blow, Duration out, Optional<Duration> whole) {}

  RunReport {
    strokes = List.copyOf(strokes);
    differences = List.copyOf(differences);
  }

  boolean survived() {
    return differences.isEmpty() && failure.isEmpty();
  }
}
