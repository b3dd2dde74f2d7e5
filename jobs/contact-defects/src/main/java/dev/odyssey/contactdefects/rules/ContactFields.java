package dev.odyssey.contactdefects.rules;

import static dev.odyssey.events.ContactEventType.AUDITED;
import static dev.odyssey.events.ContactEventType.ENDED;
import static dev.odyssey.events.ContactEventType.SURVEYED;
import static java.util.Map.entry;

import dev.odyssey.codec.Instants;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.ContactEventType;
import java.io.Serializable;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What declared rules may ask of an event of a contact, by the names of the record's fields. A
 * field is text, a whole number, true or false; instants are text in ISO-8601, symbols their names.
 * Channel, direction, reason and order are those of the contact: of its first INITIATED, none
 * without one.
 */
public final class ContactFields {

  /** A field of an event. */
  @FunctionalInterface
  public interface Field extends Serializable {

    /** A String, an Integer or a Boolean; null where the event has none. */
    Object of(CustomerHistory customer, int index);
  }

  private static final Map<String, Field> FIELDS =
      Map.ofEntries(
          entry("eventId", own(ContactEvent::eventId)),
          entry("type", own(ContactEvent::typeName)),
          entry("occurredAt", own(event -> Instants.format(event.occurredAt()))),
          entry("recordedAt", own(event -> Instants.format(event.recordedAt()))),
          entry("retracts", own(ContactEvent::retracts)),
          entry("contactId", own(ContactEvent::contactId)),
          entry("customerId", own(ContactEvent::customerId)),
          entry("orderId", ofContact(ContactEvent::orderId)),
          entry("region", own(ContactEvent::region)),
          entry("timeZone", own(ContactEvent::timeZone)),
          entry("channel", ofContact(ContactEvent::channel)),
          entry("direction", ofContact(ContactEvent::direction)),
          entry("reason", ofContact(ContactEvent::reason)),
          entry("agentId", own(ContactEvent::agentId)),
          entry("agentKind", own(ContactEvent::agentKind)),
          entry("agentVersion", own(ContactEvent::agentVersion)),
          entry("trialArm", own(ContactEvent::trialArm)),
          entry("site", own(ContactEvent::site)),
          entry("endedBy", own(ContactEvent::endedBy)),
          entry("cause", own(ContactEvent::cause)),
          entry("resolved", own(ContactEvent::resolved)),
          entry("solved", own(ContactEvent::solved)),
          entry("csat", own(ContactEvent::csat)),
          entry("effort", own(ContactEvent::effort)),
          entry("empathy", own(ContactEvent::empathy)));

  private static final Map<String, Set<ContactEventType>> CARRIED_BY =
      Map.of(
          "endedBy", EnumSet.of(ENDED),
          "cause", EnumSet.of(ENDED),
          "resolved", EnumSet.of(ENDED),
          "solved", EnumSet.of(SURVEYED),
          "csat", EnumSet.of(SURVEYED),
          "effort", EnumSet.of(SURVEYED),
          "empathy", EnumSet.of(AUDITED),
          "retracts", EnumSet.noneOf(ContactEventType.class));

  /** The field of that name; null if there is none. */
  public static Field of(String name) {
    return FIELDS.get(name);
  }

  /** The names of all fields. */
  public static Set<String> names() {
    return FIELDS.keySet();
  }

  /** Whether events of a type ever carry a field. */
  public static boolean isCarriedBy(String name, ContactEventType type) {
    Set<ContactEventType> types = CARRIED_BY.get(name);
    return types == null || types.contains(type);
  }

  /** The bit of a type among {@link CustomerHistory#kinds}. */
  public static long kind(ContactEventType type) {
    return Kinds.of(type);
  }

  /** A field of a record; serializable, as rules are. */
  @FunctionalInterface
  private interface Getter extends Serializable {
    Object of(ContactEvent event);
  }

  private static Field own(Getter field) {
    return (customer, index) -> value(field.of(customer.event(index)));
  }

  private static Field ofContact(Getter field) {
    return (customer, index) -> {
      ContactEvent initiated = customer.initiated(index);
      return initiated == null ? null : value(field.of(initiated));
    };
  }

  private static Object value(Object value) {
    return value instanceof Enum<?> symbol ? symbol.name() : value;
  }

  private ContactFields() {}
}
