package dev.odyssey.notifications.incidents;

import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.Severity;
import dev.odyssey.notifications.Suppression;

/**
 * A step in the life of what may become an alert and a message: a defect, or a silent feed. Steps
 * of one incident follow each other in time.
 *
 * @param incidentId the defectId, or {@code FEED_SILENT:region:since}
 * @param at when, in epoch milliseconds: of the clock that changes are detected by
 * @param suppressedBy why it notifies nobody, as far as its own order and region show; null for no
 *     reason
 * @param code of the defect, or {@link dev.odyssey.notifications.Alert#FEED_SILENT}
 * @param region null where not known
 * @param startsAt since when, in epoch milliseconds of event time
 * @param endsAt until when; null while it lasts
 * @param change the defect as last reported; null of a feed
 * @param before the defect as it was told of at the last step, where it concerned another customer
 *     or provider then; else null
 */
public record Incident(
    String incidentId,
    Step step,
    long at,
    Suppression suppressedBy,
    String code,
    Severity severity,
    String region,
    String summary,
    long startsAt,
    Long endsAt,
    DefectChange change,
    DefectChange before) {

  /** What has come of it. */
  public enum Step {
    /** It was found, and its hold runs. */
    PENDING,
    /** It was over before its hold was. */
    DROPPED,
    /** It has lasted for its hold. */
    FIRING,
    /** It lasts, and its suppression, or what is known of it, is another than at the last step. */
    CHANGED,
    /** It was settled. */
    CLEARED,
    /** It was none. */
    RETRACTED
  }
}
