package dev.odyssey.codec;

import dev.odyssey.events.Initiator;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.OrderEventType;

/** Order events as lines of JSON. */
public final class OrderEventJson extends JsonCodec implements EventJson<OrderEvent> {

  @Override
  public OrderEvent read(String line) {
    OrderEvent.Builder draft = OrderEvent.builder();
    readEvent(
        line,
        (field, value) -> {
          switch (field) {
            case "eventId" -> draft.eventId(string(field, value));
            case "type" -> draft.type(symbol(field, OrderEventType.class, value));
            case "occurredAt" -> draft.occurredAt(instant(field, value));
            case "recordedAt" -> draft.recordedAt(instant(field, value));
            case "retracts" -> draft.retracts(string(field, value));
            case "orderId" -> draft.orderId(string(field, value));
            case "customerId" -> draft.customerId(string(field, value));
            case "offeringId" -> draft.offeringId(string(field, value));
            case "region" -> draft.region(string(field, value));
            case "timeZone" -> draft.timeZone(string(field, value));
            case "providerId" -> draft.providerId(string(field, value));
            case "windowStart" -> draft.windowStart(instant(field, value));
            case "windowEnd" -> draft.windowEnd(instant(field, value));
            case "initiator" -> draft.initiator(symbol(field, Initiator.class, value));
            case "reason" -> draft.reason(string(field, value));
            case "stars" -> draft.stars(integer(field, value));
            case "claimId" -> draft.claimId(string(field, value));
            default -> {}
          }
        });
    return draft.build();
  }

  @Override
  public String write(OrderEvent event) {
    return writeObject(
        out -> {
          put(out, "eventId", event.eventId());
          put(out, "type", event.type());
          putInstant(out, "occurredAt", event.occurredAt());
          putInstant(out, "recordedAt", event.recordedAt());
          put(out, "retracts", event.retracts());
          put(out, "orderId", event.orderId());
          put(out, "customerId", event.customerId());
          put(out, "offeringId", event.offeringId());
          put(out, "region", event.region());
          put(out, "timeZone", event.timeZone());
          put(out, "providerId", event.providerId());
          putInstant(out, "windowStart", event.windowStart());
          putInstant(out, "windowEnd", event.windowEnd());
          put(out, "initiator", event.initiator());
          put(out, "reason", event.reason());
          put(out, "stars", event.stars());
          put(out, "claimId", event.claimId());
        });
  }
}
