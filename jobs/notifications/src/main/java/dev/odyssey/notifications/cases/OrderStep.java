package dev.odyssey.notifications.cases;

import dev.odyssey.events.OrderEvent;
import java.util.Comparator;

/** What notifications need of an order's event. */
public record OrderStep(
    String eventId,
    String type,
    int rank,
    long occurredAt,
    long recordedAt,
    String retracts,
    String orderId,
    String customerId,
    String offeringId,
    String region,
    String timeZone,
    String providerId,
    Long windowStart,
    Long windowEnd) {

  /** The order of an order's events. */
  static final Comparator<OrderStep> ORDER =
      Comparator.comparingLong(OrderStep::occurredAt)
          .thenComparingInt(OrderStep::rank)
          .thenComparingLong(OrderStep::recordedAt)
          .thenComparing(OrderStep::eventId);

  /** The step of an event. */
  public static OrderStep of(OrderEvent event) {
    return new OrderStep(
        event.eventId(),
        event.typeName(),
        event.rank(),
        Math.min(event.occurredAt(), event.recordedAt()),
        event.recordedAt(),
        event.retracts(),
        event.orderId(),
        event.customerId(),
        event.offeringId(),
        event.region(),
        event.timeZone(),
        event.providerId(),
        event.windowStart(),
        event.windowEnd());
  }
}
