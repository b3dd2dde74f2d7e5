package dev.odyssey.tables;

import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.ContactEventType;
import dev.odyssey.events.Direction;

/**
 * A row of the table {@code order_contact}, as far as one event says it: the beginning of an
 * inbound contact about an order, or that such an event was taken back. The two may come in either
 * order.
 */
record ContactOfOrder(
    String eventId,
    String customerId,
    String contactId,
    String orderId,
    Long initiatedAt,
    boolean retracted) {

  /** What becomes of a row that is there; the same as {@link #and}. */
  static final String MERGE =
      """
      DO UPDATE SET
        contact_id = coalesce(kept.contact_id, EXCLUDED.contact_id),
        order_id = coalesce(kept.order_id, EXCLUDED.order_id),
        initiated_at = coalesce(kept.initiated_at, EXCLUDED.initiated_at),
        retracted = kept.retracted OR EXCLUDED.retracted,
        updated_at = EXCLUDED.updated_at
      WHERE EXCLUDED.retracted > kept.retracted
         OR (kept.order_id IS NULL AND EXCLUDED.order_id IS NOT NULL)""";

  /** Whether an event has anything to say to the table. */
  static boolean concerns(ContactEvent event) {
    return event.isRetraction()
        || event.type() == ContactEventType.INITIATED
            && event.direction() == Direction.INBOUND
            && event.orderId() != null;
  }

  static ContactOfOrder of(ContactEvent event) {
    return event.isRetraction()
        ? new ContactOfOrder(event.retracts(), event.customerId(), null, null, null, true)
        : new ContactOfOrder(
            event.eventId(),
            event.customerId(),
            event.contactId(),
            event.orderId(),
            event.occurredAt(),
            false);
  }

  /** What this and another row of the same event say together. */
  ContactOfOrder and(ContactOfOrder other) {
    ContactOfOrder contact = orderId != null ? this : other;
    return new ContactOfOrder(
        eventId,
        customerId,
        contact.contactId,
        contact.orderId,
        contact.initiatedAt,
        retracted || other.retracted);
  }
}
