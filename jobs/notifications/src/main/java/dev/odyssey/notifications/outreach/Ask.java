package dev.odyssey.notifications.outreach;

import dev.odyssey.defects.Severity;
import dev.odyssey.notifications.Recipient;
import dev.odyssey.notifications.Suppression;
import dev.odyssey.notifications.incidents.Incident;
import dev.odyssey.notifications.settings.OutreachSettings.Play;
import java.util.Map;

/**
 * A step of an incident, as it concerns one who may be told about it.
 *
 * @param outreachId {@code CUSTOMER/defectId/recipientId} or {@code PROVIDER/defectId/recipientId},
 *     without the recipient's where there is none
 * @param recipient null where not known
 * @param at when, in epoch milliseconds of the clock that changes are detected by
 * @param suppressedBy why nobody is to be told, as far as the defect's order and region show; null
 *     for no reason
 * @param timeZone IANA zone of the service address; null where not known
 * @param windowStart of the promised window, in epoch milliseconds; null where there is none
 * @param windowEnd likewise
 * @param variables what the template fills in
 */
public record Ask(
    String outreachId,
    Recipient recipient,
    Play play,
    Incident.Step step,
    long at,
    Suppression suppressedBy,
    String code,
    Severity severity,
    String orderId,
    String contactId,
    String defectId,
    String region,
    String timeZone,
    Long windowStart,
    Long windowEnd,
    Map<String, String> variables) {

  public Ask {
    variables = Map.copyOf(variables);
  }

  /** What asks are spread by: the recipient, or where there is none the message. */
  public String key() {
    return recipient == null ? outreachId : recipient.key();
  }

  /** What messages to one recipient are counted by: the order, or else the contact. */
  String subject() {
    if (orderId != null) {
      return "order/" + orderId;
    }
    return contactId != null ? "contact/" + contactId : "defect/" + defectId;
  }
}
