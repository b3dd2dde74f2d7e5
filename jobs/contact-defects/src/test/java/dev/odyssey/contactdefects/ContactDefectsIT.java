package dev.odyssey.contactdefects;

import dev.odyssey.contactdefects.rules.CustomerHistory;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.detection.job.DetectionJobContract;
import dev.odyssey.events.Channel;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.ContactEventType;
import dev.odyssey.events.Direction;
import dev.odyssey.events.EndedBy;
import dev.odyssey.facts.ContactFacts;
import dev.odyssey.testdata.simulator.Delivery;
import dev.odyssey.testdata.simulator.Rubbish;
import dev.odyssey.testdata.simulator.Simulator;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

class ContactDefectsIT extends DetectionJobContract<ContactEvent, CustomerHistory, ContactFacts> {

  private static final long MINUTE = Duration.ofMinutes(1).toMillis();

  /** The built-in callbackWithin. */
  private static final long CALLBACK = 30 * MINUTE;

  ContactDefectsIT() {
    super(ContactDefectsJob.DETECTION);
  }

  @Override
  protected List<ContactEvent> delivered(Simulator simulator) {
    return simulator.stream()
        .filter(Delivery.OfContact.class::isInstance)
        .map(delivery -> ((Delivery.OfContact) delivery).event())
        .toList();
  }

  @Override
  protected Rubbish rubbish() {
    return Rubbish.ofContacts(1);
  }

  /** The line broke, and nobody has called back yet. */
  @Override
  protected List<ContactEvent> dueAt(String customer, long due) {
    String contact = customer + "-call";
    long dropped = due - CALLBACK;
    return List.of(
        initiated(customer, contact, Direction.INBOUND, dropped - 5 * MINUTE),
        event(customer, contact, contact + "-connected", ContactEventType.CONNECTED, dropped - 1)
            .build(),
        event(customer, contact, contact + "-ended", ContactEventType.ENDED, dropped)
            .endedBy(EndedBy.SYSTEM)
            .build());
  }

  @Override
  protected String dueCode() {
    return DefectCode.DROPPED_CONTACT;
  }

  @Override
  protected ContactEvent settling(String customer, long at) {
    return event(
            customer, customer + "-call", customer + "-callback", ContactEventType.CONNECTED, at)
        .build();
  }

  @Override
  protected ContactEvent harmless(String customer, String eventId, long at) {
    return event(customer, customer + "-chat", eventId, ContactEventType.QUEUED, at).build();
  }

  @Override
  protected ContactEvent defective(String customer, String eventId, long at) {
    return event(customer, customer + "-chat", eventId, ContactEventType.SURVEYED, at)
        .solved(false)
        .build();
  }

  private static ContactEvent initiated(
      String customer, String contact, Direction direction, long at) {
    return event(customer, contact, contact + "-initiated", ContactEventType.INITIATED, at)
        .channel(Channel.VOICE)
        .direction(direction)
        .reason("ORDER_STATUS")
        .build();
  }

  private static ContactEvent.Builder event(
      String customer, String contact, String id, ContactEventType type, long at) {
    return ContactEvent.builder()
        .eventId(id)
        .type(type)
        .occurredAt(at)
        // Recorded when it is sent: what was recorded long before is read as a backlog.
        .recordedAt(Math.max(at, Clock.systemUTC().millis()))
        .contactId(contact)
        .customerId(customer)
        .agentId("A-1")
        .region("US-NY");
  }

  @Override
  protected List<String> operators() {
    return List.of(
        "accept-rules: Accept rules",
        "dead-letters: Dead letters",
        "defects-topic: Write defects: Writer",
        "detect: Detect defects",
        "events: Source: Read contact-events",
        "facts-topic: Write contact-facts: Writer",
        "late-events: Late events",
        "overflow-events: Overflowing events",
        "pulse-contact-events: Heartbeats through contact-events: Writer",
        "pulse-ticks-contact-events: Source: Ticks for contact-events",
        "rejected-topics: Write dead letters, late and overflowing events: Writer",
        "rules: Source: rules",
        "rules-read-to-end: rules-read-to-end",
        "rules-time: Time of events",
        "shadow-topic: Write shadow-defects: Writer",
        "Sink Committer: defects-topic: Write defects: Committer",
        "Sink Committer: facts-topic: Write contact-facts: Committer",
        "Sink Committer: rejected-topics: Write dead letters, late and overflowing events:"
            + " Committer",
        "Sink Committer: shadow-topic: Write shadow-defects: Committer",
        "triage: Separate events from dead letters");
  }
}
