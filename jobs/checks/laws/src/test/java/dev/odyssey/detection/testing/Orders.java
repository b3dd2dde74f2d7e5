package dev.odyssey.detection.testing;

import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.OrderEventType;
import java.time.Duration;

/** Order events that are valid as they are and say no more than a test needs. */
public final class Orders {

  public static final String ID = "O1";

  /** An event of the one order, recorded when it occurred. */
  public static OrderEvent.Builder event(String id, OrderEventType type, long at) {
    return event(ID, id, type, at);
  }

  public static OrderEvent.Builder event(String orderId, String id, OrderEventType type, long at) {
    return OrderEvent.builder()
        .eventId(id)
        .type(type)
        .occurredAt(at)
        .recordedAt(at)
        .orderId(orderId)
        .offeringId("plumbing")
        .region("US-WA")
        .timeZone("America/Los_Angeles");
  }

  /** A promise of the one order by provider P1. */
  public static OrderEvent promise(String id, long at, long windowStart, Duration window) {
    return event(id, OrderEventType.SCHEDULED, at)
        .providerId("P1")
        .windowStart(windowStart)
        .windowEnd(windowStart + window.toMillis())
        .build();
  }

  private Orders() {}
}
