package dev.odyssey.codec;

import static dev.odyssey.codec.AvroValues.instant;
import static dev.odyssey.codec.AvroValues.millis;
import static dev.odyssey.codec.AvroValues.symbol;

import dev.odyssey.events.AgentKind;
import dev.odyssey.events.Channel;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.ContactEventType;
import dev.odyssey.events.Direction;
import dev.odyssey.events.EndCause;
import dev.odyssey.events.EndedBy;
import java.util.List;
import org.apache.avro.Schema;

/** Contact events as Avro in single-object encoding: the form on the topic. */
public final class ContactEventAvro implements EventDecoder<ContactEvent> {

  private final SingleObjectAvro<dev.odyssey.avro.ContactEvent, ContactEvent> avro;

  /** A codec that also reads what was written in any committed version of the schema. */
  public ContactEventAvro() {
    this(SchemaVersions.of("ContactEvent"));
  }

  /** A codec that also reads what was written in the given versions of the schema. */
  public ContactEventAvro(List<Schema> earlier) {
    avro =
        new SingleObjectAvro<>(
            new dev.odyssey.avro.ContactEvent().getSpecificData(),
            dev.odyssey.avro.ContactEvent.getClassSchema(),
            earlier,
            ContactEventAvro::toEvent,
            ContactEventAvro::toRecord);
  }

  @Override
  public Decoded<ContactEvent> decode(byte[] bytes) {
    return avro.decode(bytes);
  }

  @Override
  public Decoded<ContactEvent> decode(Schema writer, byte[] bytes, int from) {
    return avro.decode(writer, bytes, from);
  }

  public byte[] encode(ContactEvent event) {
    return avro.encode(event);
  }

  private static ContactEvent toEvent(dev.odyssey.avro.ContactEvent r) {
    return ContactEvent.builder()
        .eventId(r.getEventId())
        .type(symbol("type", ContactEventType.class, r.getType()))
        .occurredAt(millis(r.getOccurredAt()))
        .recordedAt(millis(r.getRecordedAt()))
        .retracts(r.getRetracts())
        .contactId(r.getContactId())
        .customerId(r.getCustomerId())
        .orderId(r.getOrderId())
        .region(r.getRegion())
        .timeZone(r.getTimeZone())
        .channel(symbol("channel", Channel.class, r.getChannel()))
        .direction(symbol("direction", Direction.class, r.getDirection()))
        .reason(r.getReason())
        .agentId(r.getAgentId())
        .agentKind(symbol("agentKind", AgentKind.class, r.getAgentKind()))
        .agentVersion(r.getAgentVersion())
        .trialArm(r.getTrialArm())
        .site(r.getSite())
        .endedBy(symbol("endedBy", EndedBy.class, r.getEndedBy()))
        .cause(symbol("cause", EndCause.class, r.getCause()))
        .resolved(r.getResolved())
        .solved(r.getSolved())
        .csat(r.getCsat())
        .effort(r.getEffort())
        .empathy(r.getEmpathy())
        .build();
  }

  private static dev.odyssey.avro.ContactEvent toRecord(ContactEvent e) {
    return new dev.odyssey.avro.ContactEvent(
        e.eventId(),
        symbol(dev.odyssey.avro.ContactEventType.class, e.type()),
        instant(e.occurredAt()),
        instant(e.recordedAt()),
        e.retracts(),
        e.contactId(),
        e.customerId(),
        e.orderId(),
        e.region(),
        e.timeZone(),
        symbol(dev.odyssey.avro.Channel.class, e.channel()),
        symbol(dev.odyssey.avro.Direction.class, e.direction()),
        e.reason(),
        e.agentId(),
        symbol(dev.odyssey.avro.AgentKind.class, e.agentKind()),
        e.agentVersion(),
        e.trialArm(),
        e.site(),
        symbol(dev.odyssey.avro.EndedBy.class, e.endedBy()),
        symbol(dev.odyssey.avro.EndCause.class, e.cause()),
        e.resolved(),
        e.solved(),
        e.csat(),
        e.effort(),
        e.empathy());
  }
}
