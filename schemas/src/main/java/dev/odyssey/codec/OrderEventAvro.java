package dev.odyssey.codec;

import static dev.odyssey.codec.AvroValues.instant;
import static dev.odyssey.codec.AvroValues.millis;
import static dev.odyssey.codec.AvroValues.symbol;

import dev.odyssey.events.Initiator;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.OrderEventType;
import java.util.List;
import org.apache.avro.Schema;

/** Order events as Avro in single-object encoding: the form on the topic. */
public final class OrderEventAvro implements EventDecoder<OrderEvent> {

  private final SingleObjectAvro<dev.odyssey.avro.OrderEvent, OrderEvent> avro;

  /** A codec that also reads what was written in any committed version of the schema. */
  public OrderEventAvro() {
    this(SchemaVersions.of("OrderEvent"));
  }

  /** A codec that also reads what was written in the given versions of the schema. */
  public OrderEventAvro(List<Schema> earlier) {
    avro =
        new SingleObjectAvro<>(
            new dev.odyssey.avro.OrderEvent().getSpecificData(),
            dev.odyssey.avro.OrderEvent.getClassSchema(),
            earlier,
            OrderEventAvro::toEvent,
            OrderEventAvro::toRecord);
  }

  @Override
  public Decoded<OrderEvent> decode(byte[] bytes) {
    return avro.decode(bytes);
  }

  @Override
  public Decoded<OrderEvent> decode(Schema writer, byte[] bytes, int from) {
    return avro.decode(writer, bytes, from);
  }

  public byte[] encode(OrderEvent event) {
    return avro.encode(event);
  }

  private static OrderEvent toEvent(dev.odyssey.avro.OrderEvent r) {
    return OrderEvent.builder()
        .eventId(r.getEventId())
        .type(symbol("type", OrderEventType.class, r.getType()))
        .occurredAt(millis(r.getOccurredAt()))
        .recordedAt(millis(r.getRecordedAt()))
        .retracts(r.getRetracts())
        .orderId(r.getOrderId())
        .customerId(r.getCustomerId())
        .offeringId(r.getOfferingId())
        .region(r.getRegion())
        .timeZone(r.getTimeZone())
        .providerId(r.getProviderId())
        .windowStart(millis(r.getWindowStart()))
        .windowEnd(millis(r.getWindowEnd()))
        .initiator(symbol("initiator", Initiator.class, r.getInitiator()))
        .reason(r.getReason())
        .stars(r.getStars())
        .claimId(r.getClaimId())
        .build();
  }

  private static dev.odyssey.avro.OrderEvent toRecord(OrderEvent e) {
    return new dev.odyssey.avro.OrderEvent(
        e.eventId(),
        symbol(dev.odyssey.avro.OrderEventType.class, e.type()),
        instant(e.occurredAt()),
        instant(e.recordedAt()),
        e.retracts(),
        e.orderId(),
        e.customerId(),
        e.offeringId(),
        e.region(),
        e.timeZone(),
        e.providerId(),
        instant(e.windowStart()),
        instant(e.windowEnd()),
        symbol(dev.odyssey.avro.Initiator.class, e.initiator()),
        e.reason(),
        e.stars(),
        e.claimId());
  }
}
