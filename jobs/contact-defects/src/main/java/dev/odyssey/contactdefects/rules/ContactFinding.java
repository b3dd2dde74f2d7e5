package dev.odyssey.contactdefects.rules;

import dev.odyssey.defects.ChargedTo;
import dev.odyssey.defects.Evidence;
import dev.odyssey.defects.Finding;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.policy.Setting;
import dev.odyssey.events.ContactEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Puts together what is found about a contact; all of it is charged to customer service. */
final class ContactFinding {

  private final CustomerHistory customer;
  private final int anchor;
  private final String code;
  private final Severity severity;
  private final List<Evidence> evidence = new ArrayList<>(3);
  private final Map<String, String> details = new LinkedHashMap<>();
  private Contact measured;
  private long raisedAt;
  private Long clearedAt;
  private String clearReason;
  private String clearedBy;
  private String missing;
  private String derivation;
  private Setting[] settings = {};

  ContactFinding(CustomerHistory customer, int anchor, String code, Severity severity) {
    this.customer = customer;
    this.anchor = anchor;
    this.code = code;
    this.severity = severity;
    this.measured = customer.contact(anchor);
    this.raisedAt = customer.at(anchor);
  }

  ContactFinding raisedAt(long instant) {
    raisedAt = instant;
    return this;
  }

  /** The contact whose last agent, site, bot version and channel the record names. */
  ContactFinding measures(Contact contact) {
    measured = contact;
    return this;
  }

  /** Adds events that it was found by, in their order; -1 adds none. */
  ContactFinding evidence(int... indexes) {
    for (int index : IntStream.of(indexes).sorted().toArray()) {
      if (index >= 0) {
        ContactEvent event = customer.event(index);
        evidence.add(new Evidence(event.eventId(), event.typeName(), event.occurredAt()));
      }
    }
    return this;
  }

  /** The event that settled it; -1 for none. */
  ContactFinding settledBy(int index) {
    if (index >= 0) {
      ContactEvent event = customer.event(index);
      clearedAt = event.occurredAt();
      clearReason = event.typeName();
      clearedBy = event.eventId();
    }
    return evidence(index);
  }

  /** Settled by time alone. */
  ContactFinding settledAt(long instant, String reason) {
    clearedAt = instant;
    clearReason = reason;
    return this;
  }

  ContactFinding missing(String types) {
    missing = types;
    return this;
  }

  ContactFinding because(String derivation, Setting... settings) {
    this.derivation = derivation;
    this.settings = settings;
    return this;
  }

  ContactFinding detail(String name, Object value) {
    if (value != null) {
      details.put(name, value.toString());
    }
    return this;
  }

  /** What to tell people, after the contact. */
  Finding summary(String text) {
    ContactEvent event = customer.event(anchor);
    Contact contact = customer.contact(anchor);
    String orderId =
        contact.initiated() < 0 ? event.orderId() : customer.event(contact.initiated()).orderId();
    return new Finding(
        code,
        event.eventId(),
        severity,
        ChargedTo.CUSTOMER_SERVICE,
        orderId,
        event.contactId(),
        event.customerId(),
        null,
        null,
        event.region(),
        measured.latest(ContactEvent::agentId),
        measured.latest(ContactEvent::agentVersion),
        measured.latest(ContactEvent::site),
        measured.channel() == null ? null : measured.channel().name(),
        null,
        null,
        null,
        raisedAt,
        clearedAt,
        clearReason,
        clearedBy,
        null,
        "Contact " + event.contactId() + ": " + text,
        evidence,
        missing,
        derivation,
        customer.policy().written(settings),
        details);
  }
}
