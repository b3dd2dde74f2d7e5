package dev.odyssey.defects;

import java.util.List;
import java.util.Map;

/**
 * A defect as the events at hand show it: a function of them and the policies, without any memory
 * of what was reported before. Instants are epoch milliseconds of event time; what is not known is
 * null.
 *
 * @param code what kind of defect it is: {@link DefectCode}
 * @param anchorEventId the event that the defect hangs on; with code and subject its identity
 * @param agentVersion of a repeat contact, the bot version of the earlier contact
 * @param timeZone IANA zone of the service address
 * @param windowStart of the promise that it is about: the anchor, or the one that stood when the
 *     anchor happened
 * @param windowEnd likewise
 * @param raisedAt when it became a defect
 * @param clearedAt when it was settled after all
 * @param clearReason the type of the settling event, or EXPIRED
 * @param clearedBy the id of the settling event
 * @param escalates the defectId of the milder defect of the same promise
 * @param summary one line for people
 * @param evidence the events matched, in order
 * @param missing what should have come by raisedAt and did not
 * @param derivation how raisedAt was found
 * @param policy the policy values used, by their names in the policies file
 * @param details what only this code has to say
 */
public record Finding(
    String code,
    String anchorEventId,
    Severity severity,
    ChargedTo chargedTo,
    String orderId,
    String contactId,
    String customerId,
    String providerId,
    String offeringId,
    String region,
    String agentId,
    String agentVersion,
    String site,
    String channel,
    String timeZone,
    Long windowStart,
    Long windowEnd,
    long raisedAt,
    Long clearedAt,
    String clearReason,
    String clearedBy,
    String escalates,
    String summary,
    List<Evidence> evidence,
    String missing,
    String derivation,
    Map<String, String> policy,
    Map<String, String> details) {

  /** The contact that it is about; of a defect of an order, the order. */
  public String subjectId() {
    return contactId == null ? orderId : contactId;
  }

  /** The identity of the defect. */
  public String defectId() {
    return DefectCode.defectId(code, subjectId(), anchorEventId);
  }

  public boolean isCleared() {
    return clearedAt != null;
  }

  /** This defect before it was settled. */
  public Finding uncleared() {
    if (!isCleared()) {
      return this;
    }
    List<Evidence> before = evidence.stream().filter(e -> !e.eventId().equals(clearedBy)).toList();
    return with(null, null, null, escalates, before);
  }

  /** This defect as the escalation of a milder one. */
  public Finding escalating(String defectId) {
    return with(clearedAt, clearReason, clearedBy, defectId, evidence);
  }

  /** This defect with its words. */
  public Finding worded(String summaryText, String derivationText) {
    return new Finding(
        code,
        anchorEventId,
        severity,
        chargedTo,
        orderId,
        contactId,
        customerId,
        providerId,
        offeringId,
        region,
        agentId,
        agentVersion,
        site,
        channel,
        timeZone,
        windowStart,
        windowEnd,
        raisedAt,
        clearedAt,
        clearReason,
        clearedBy,
        escalates,
        summaryText,
        evidence,
        missing,
        derivationText,
        policy,
        details);
  }

  private Finding with(Long at, String reason, String by, String escalated, List<Evidence> seen) {
    return new Finding(
        code,
        anchorEventId,
        severity,
        chargedTo,
        orderId,
        contactId,
        customerId,
        providerId,
        offeringId,
        region,
        agentId,
        agentVersion,
        site,
        channel,
        timeZone,
        windowStart,
        windowEnd,
        raisedAt,
        at,
        reason,
        by,
        escalated,
        summary,
        seen,
        missing,
        derivation,
        policy,
        details);
  }
}
