package dev.odyssey.notifications.cases;

import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.DefectStatus;

/**
 * A change of a defect, or what has become known of it.
 *
 * @param revision of the defect
 * @param detectedAt when the change was detected, in epoch milliseconds
 * @param resolvedAt the next resolution of the issue of a contact's defect; null for none
 * @param isElsewhere whether it belongs to another case from now on
 */
public record DefectNews(
    Defect defect,
    int revision,
    DefectStatus status,
    long detectedAt,
    Long resolvedAt,
    boolean isElsewhere) {

  /** The news that a change is. */
  public static DefectNews of(DefectChange change) {
    return new DefectNews(
        Defect.of(change.finding()),
        change.revision(),
        change.status(),
        change.detectedAt(),
        null,
        false);
  }
}
