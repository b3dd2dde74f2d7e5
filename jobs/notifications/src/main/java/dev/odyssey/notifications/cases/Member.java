package dev.odyssey.notifications.cases;

import dev.odyssey.notifications.Suppression;
import dev.odyssey.notifications.feeds.Gate;

/**
 * A defect that stands in a case.
 *
 * @param since when it began to stand, in epoch milliseconds
 * @param isCovered whether a worse defect of the same promise stands too
 * @param isPoint whether nothing can clear it
 * @param against HISTORICAL or FEED; null for neither
 * @param freeSince since when no feed holds it back; null while one does
 * @param doubt what still casts doubt on what has waited so long that it is told all the same
 */
public record Member(
    Defect defect,
    long since,
    boolean isCovered,
    boolean isPoint,
    Suppression against,
    Long freeSince,
    Gate.Doubt doubt) {

  /** Whether it counts for an alert at all. */
  public boolean counts() {
    return !isCovered;
  }

  /** Whether it is told though events that would settle it may be missing. */
  public boolean isUnconfirmed() {
    return doubt != Gate.Doubt.NONE;
  }
}
