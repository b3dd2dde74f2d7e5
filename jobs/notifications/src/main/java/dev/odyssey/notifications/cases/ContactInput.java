package dev.odyssey.notifications.cases;

import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.ContactEventType;

/**
 * What comes to the contacts of a customer.
 *
 * @param step something that happened in a contact; null for none
 * @param news about a defect of a contact; null for none
 */
public record ContactInput(String customerId, Step step, DefectNews news) {

  /**
   * What notifications need of a contact's event.
   *
   * @param begins whether it is an INITIATED, which says what the contact is about
   * @param resolves whether the customer's problem is solved
   */
  public record Step(
      String eventId,
      String contactId,
      long occurredAt,
      long recordedAt,
      boolean begins,
      boolean resolves,
      String retracts,
      String orderId,
      String reason) {}

  /** Whether an event says anything of what a contact is about or whether it is resolved. */
  public static boolean matters(ContactEvent event) {
    return event.type() == ContactEventType.INITIATED
        || event.type() == ContactEventType.RETRACTED
        || event.isResolution();
  }

  /** The input that an event is. */
  public static ContactInput of(ContactEvent event) {
    return new ContactInput(
        event.customerId(),
        new Step(
            event.eventId(),
            event.contactId(),
            Math.min(event.occurredAt(), event.recordedAt()),
            event.recordedAt(),
            event.type() == ContactEventType.INITIATED,
            event.isResolution(),
            event.retracts(),
            event.orderId(),
            event.reason()),
        null);
  }

  /** The input that news of a contact's defect are. */
  public static ContactInput of(DefectNews news) {
    Defect defect = news.defect();
    return new ContactInput(defect.customerId() == null ? "" : defect.customerId(), null, news);
  }
}
