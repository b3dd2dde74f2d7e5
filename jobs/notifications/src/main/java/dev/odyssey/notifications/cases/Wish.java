package dev.odyssey.notifications.cases;

import dev.odyssey.defects.Severity;
import dev.odyssey.notifications.OutreachOption;
import dev.odyssey.notifications.Recipient;
import dev.odyssey.notifications.WithdrawalReason;
import java.util.List;
import java.util.Map;

/**
 * A message that should go to somebody, by what stands in a case.
 *
 * @param matter what it concerns: a promise of an order, or an issue
 * @param since when its defect began to stand
 * @param against HISTORICAL or FEED, or why it is not wished for any more; null for nothing
 * @param timeZone null where none is known
 * @param validFor in milliseconds
 */
public record Wish(
    String caseId,
    String matter,
    Recipient.Kind to,
    String template,
    List<OutreachOption> options,
    String code,
    Severity severity,
    String defectId,
    String orderId,
    String contactId,
    long since,
    WithdrawalReason against,
    boolean isUnconfirmed,
    String region,
    String timeZone,
    Long windowStart,
    Long windowEnd,
    long validFor,
    boolean untilWindow,
    Map<String, String> variables) {

  /** What it is known by within a case and a recipient. */
  public String key() {
    return template + "/" + defectId;
  }

  /** The same, not wished for any more. */
  Wish gone(WithdrawalReason reason) {
    return new Wish(
        caseId,
        matter,
        to,
        template,
        options,
        code,
        severity,
        defectId,
        orderId,
        contactId,
        since,
        reason,
        isUnconfirmed,
        region,
        timeZone,
        windowStart,
        windowEnd,
        validFor,
        untilWindow,
        variables);
  }
}
