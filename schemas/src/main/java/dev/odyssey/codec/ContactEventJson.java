package dev.odyssey.codec;

import dev.odyssey.events.AgentKind;
import dev.odyssey.events.Channel;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.ContactEventType;
import dev.odyssey.events.Direction;
import dev.odyssey.events.EndCause;
import dev.odyssey.events.EndedBy;

/** Contact events as lines of JSON. */
public final class ContactEventJson extends JsonCodec implements EventJson<ContactEvent> {

  @Override
  public ContactEvent read(String line) {
    ContactEvent.Builder draft = ContactEvent.builder();
    readEvent(
        line,
        (field, value) -> {
          switch (field) {
            case "eventId" -> draft.eventId(string(field, value));
            case "type" -> draft.type(symbol(field, ContactEventType.class, value));
            case "occurredAt" -> draft.occurredAt(instant(field, value));
            case "recordedAt" -> draft.recordedAt(instant(field, value));
            case "retracts" -> draft.retracts(string(field, value));
            case "contactId" -> draft.contactId(string(field, value));
            case "customerId" -> draft.customerId(string(field, value));
            case "orderId" -> draft.orderId(string(field, value));
            case "region" -> draft.region(string(field, value));
            case "timeZone" -> draft.timeZone(string(field, value));
            case "channel" -> draft.channel(symbol(field, Channel.class, value));
            case "direction" -> draft.direction(symbol(field, Direction.class, value));
            case "reason" -> draft.reason(string(field, value));
            case "agentId" -> draft.agentId(string(field, value));
            case "agentKind" -> draft.agentKind(symbol(field, AgentKind.class, value));
            case "agentVersion" -> draft.agentVersion(string(field, value));
            case "trialArm" -> draft.trialArm(string(field, value));
            case "site" -> draft.site(string(field, value));
            case "endedBy" -> draft.endedBy(symbol(field, EndedBy.class, value));
            case "cause" -> draft.cause(symbol(field, EndCause.class, value));
            case "resolved" -> draft.resolved(bool(field, value));
            case "solved" -> draft.solved(bool(field, value));
            case "csat" -> draft.csat(integer(field, value));
            case "effort" -> draft.effort(integer(field, value));
            case "empathy" -> draft.empathy(integer(field, value));
            default -> {}
          }
        });
    return draft.build();
  }

  @Override
  public String write(ContactEvent event) {
    return writeObject(
        out -> {
          put(out, "eventId", event.eventId());
          put(out, "type", event.type());
          putInstant(out, "occurredAt", event.occurredAt());
          putInstant(out, "recordedAt", event.recordedAt());
          put(out, "retracts", event.retracts());
          put(out, "contactId", event.contactId());
          put(out, "customerId", event.customerId());
          put(out, "orderId", event.orderId());
          put(out, "region", event.region());
          put(out, "timeZone", event.timeZone());
          put(out, "channel", event.channel());
          put(out, "direction", event.direction());
          put(out, "reason", event.reason());
          put(out, "agentId", event.agentId());
          put(out, "agentKind", event.agentKind());
          put(out, "agentVersion", event.agentVersion());
          put(out, "trialArm", event.trialArm());
          put(out, "site", event.site());
          put(out, "endedBy", event.endedBy());
          put(out, "cause", event.cause());
          put(out, "resolved", event.resolved());
          put(out, "solved", event.solved());
          put(out, "csat", event.csat());
          put(out, "effort", event.effort());
          put(out, "empathy", event.empathy());
        });
  }
}
