package dev.odyssey.notifications.cases;

import dev.odyssey.defects.Finding;
import dev.odyssey.defects.Severity;

/** What notifications need of a defect. What is not known is null. */
public record Defect(
    String defectId,
    String code,
    Severity severity,
    String chargedTo,
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
    String anchorEventId,
    long raisedAt,
    String missing,
    String escalates,
    String summary) {

  /** The defect of a finding. */
  public static Defect of(Finding finding) {
    return new Defect(
        finding.defectId(),
        finding.code(),
        finding.severity(),
        finding.chargedTo() == null ? null : finding.chargedTo().name(),
        finding.orderId(),
        finding.contactId(),
        finding.customerId(),
        finding.providerId(),
        finding.offeringId(),
        finding.region(),
        finding.agentId(),
        finding.agentVersion(),
        finding.site(),
        finding.channel(),
        finding.timeZone(),
        finding.windowStart(),
        finding.windowEnd(),
        finding.anchorEventId(),
        finding.raisedAt(),
        finding.missing(),
        finding.escalates(),
        finding.summary());
  }

  /** Whether it is about a contact. */
  public boolean isOfContact() {
    return contactId != null;
  }

  /** Whether it is that an event is missing, which it may not be where events are missing. */
  public boolean isAbsence() {
    return missing != null;
  }

  /** A field by its name, as it is in JSON; "" for one that is absent or unknown. */
  public String field(String name) {
    Object value =
        switch (name) {
          case "defectId" -> defectId;
          case "code" -> code;
          case "severity" -> severity;
          case "chargedTo" -> chargedTo;
          case "orderId" -> orderId;
          case "contactId" -> contactId;
          case "customerId" -> customerId;
          case "providerId" -> providerId;
          case "offeringId" -> offeringId;
          case "region" -> region;
          case "agentId" -> agentId;
          case "agentVersion" -> agentVersion;
          case "site" -> site;
          case "channel" -> channel;
          case "timeZone" -> timeZone;
          case "anchorEventId" -> anchorEventId;
          case "missing" -> missing;
          case "escalates" -> escalates;
          case "summary" -> summary;
          default -> null;
        };
    return value == null ? "" : value.toString();
  }
}
