package dev.odyssey.notifications;

import dev.odyssey.defects.Severity;
import java.util.List;
import java.util.Objects;

/**
 * One revision of one case: everything that is wrong with one order or issue now. The highest
 * revision of a caseId is its state.
 *
 * @param caseId {@code ORDER:orderId}; for a contact without an order {@code
 *     ISSUE:customerId:reason}, or {@code CONTACT:contactId} where the reason is not known either
 * @param revision counts up by one per case, from 1
 * @param severity the worst of what stands; of a closed case, the worst of what stood last
 * @param headline the summary of the worst defect
 * @param defects what stands, the worst first
 * @param before how many defects stood before and do not any more
 * @param acted what the customer or provider has chosen in answer to a message; null for nothing
 * @param openedAt since when it is open, in epoch milliseconds
 * @param changedAt the instant that this revision was decided for
 * @param closedAt null while it is open
 * @param reopened how often it was opened again
 * @param acknowledgedBy null for nobody
 */
public record CaseFile(
    String caseId,
    int revision,
    CaseStatus status,
    Severity severity,
    String headline,
    List<Standing> defects,
    int before,
    String region,
    String offeringId,
    String providerId,
    String customerId,
    OutreachOption acted,
    long openedAt,
    long changedAt,
    Long closedAt,
    int reopened,
    String acknowledgedBy) {

  /**
   * A defect that stands.
   *
   * @param since when it began to stand in the case, in epoch milliseconds
   */
  public record Standing(String code, String defectId, long since) {}

  public CaseFile {
    Objects.requireNonNull(caseId, "caseId");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(severity, "severity");
    defects = List.copyOf(defects);
    if (revision < 1) {
      throw new IllegalArgumentException("revision is not 1 or more: " + revision);
    }
    if ((status == CaseStatus.CLOSED) != (closedAt != null)) {
      throw new IllegalArgumentException("closedAt of a case that is " + status + ": " + closedAt);
    }
  }
}
