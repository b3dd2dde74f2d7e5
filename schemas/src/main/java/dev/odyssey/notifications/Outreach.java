package dev.odyssey.notifications;

import dev.odyssey.defects.Severity;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One revision of one message to a customer or a provider, with something to do about a defect. The
 * highest revision of an outreachId is its state. What is not sent is written all the same, with
 * its reason.
 *
 * @param outreachId deterministic: recipient, template and the first defectId, as {@code
 *     CUSTOMER:c-1/template/defectId}
 * @param revision counts up by one per message, from 1
 * @param reason why it is not to be sent; null if it is
 * @param code of the defect
 * @param severity of the defect
 * @param template what to say, by the name of a template
 * @param channels in the order of preference
 * @param options what the recipient can do about it
 * @param caseId the case that it belongs to
 * @param orderId null where it is about no order
 * @param contactId null where it is about no contact
 * @param sendAfter not before this, in epoch milliseconds
 * @param expiresAt of no use from this on, in epoch milliseconds
 * @param decidedAt the instant that this revision was decided for, in epoch milliseconds
 * @param unconfirmed whether events of its region or provider are missing for so long that it is
 *     sent all the same
 * @param variables what the template fills in
 */
public record Outreach(
    String outreachId,
    int revision,
    OutreachStatus status,
    WithdrawalReason reason,
    Recipient recipient,
    String code,
    Severity severity,
    String template,
    List<MessageChannel> channels,
    List<OutreachOption> options,
    String caseId,
    String orderId,
    String contactId,
    String defectId,
    long sendAfter,
    long expiresAt,
    long decidedAt,
    boolean unconfirmed,
    Map<String, String> variables) {

  public Outreach {
    Objects.requireNonNull(outreachId, "outreachId");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(recipient, "recipient");
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(defectId, "defectId");
    channels = List.copyOf(channels);
    options = List.copyOf(options);
    variables = Map.copyOf(variables);
    if (revision < 1) {
      throw new IllegalArgumentException("revision is not 1 or more: " + revision);
    }
    if ((status == OutreachStatus.WITHDRAWN) != (reason != null)) {
      throw new IllegalArgumentException("reason of a " + status + " message: " + reason);
    }
  }
}
