package dev.odyssey.backtest.reference;

import dev.odyssey.backtest.reference.Counts.Entity;
import dev.odyssey.detection.laws.ContactReference;
import dev.odyssey.detection.laws.Verdict;
import dev.odyssey.detection.policy.Policy;
import dev.odyssey.detection.policy.Setting;
import dev.odyssey.events.ContactEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** What the contacts of one customer contribute, written down sentence by sentence. */
final class ContactCounts {

  private static final long DAY = Duration.ofDays(1).toMillis();

  /** A contact with an INITIATED, and all its events in order. */
  private record Contact(ContactEvent initiated, List<ContactEvent> events) {

    boolean isInbound() {
      return initiated.direction().name().equals("INBOUND");
    }

    long at() {
      return initiated.occurredAt();
    }

    boolean has(Predicate<ContactEvent> what) {
      return events.stream().anyMatch(what);
    }

    /** The last ENDED at or before an instant; null for none. */
    ContactEvent lastEnded(long t) {
      return last(events, event -> is(event, "ENDED") && event.occurredAt() <= t);
    }
  }

  private final List<Contact> contacts = new ArrayList<>();
  private final List<ContactEvent> history;
  private final Policy policy;
  private final long now;
  private final Counts counts;

  private ContactCounts(List<ContactEvent> history, Policy policy, long now, Counts counts) {
    this.history = history;
    this.policy = policy;
    this.now = now;
    this.counts = counts;
    Map<String, List<ContactEvent>> byContact = new LinkedHashMap<>();
    for (ContactEvent event : history) {
      byContact.computeIfAbsent(event.contactId(), id -> new ArrayList<>()).add(event);
    }
    for (ContactEvent event : history) {
      if (is(event, "INITIATED")) {
        contacts.add(new Contact(event, byContact.get(event.contactId())));
      }
    }
  }

  /** Counts a customer's contacts. */
  static void count(List<ContactEvent> arrivals, Policy policy, long now, Counts counts) {
    ContactCounts customer =
        new ContactCounts(ContactReference.history(arrivals), policy, now, counts);
    Map<List<String>, List<Contact>> issues = new LinkedHashMap<>();
    for (Contact contact : customer.contacts) {
      issues.computeIfAbsent(issueOf(contact), issue -> new ArrayList<>()).add(contact);
    }
    issues.values().forEach(customer::issue);
    customer.contacts.stream().filter(Contact::isInbound).forEach(customer::automation);
  }

  /** The orders that inbound contacts of a customer name. */
  static Set<String> ordersNamed(List<ContactEvent> arrivals) {
    Set<String> orders = new HashSet<>();
    for (ContactEvent event : ContactReference.history(arrivals)) {
      if (is(event, "INITIATED") && event.direction().name().equals("INBOUND")) {
        orders.add(event.orderId());
      }
    }
    return orders;
  }

  private static List<String> issueOf(Contact contact) {
    ContactEvent initiated = contact.initiated;
    return initiated.orderId() != null
        ? List.of("order", initiated.orderId())
        : List.of("reason", initiated.reason());
  }

  private void issue(List<Contact> all) {
    Set<String> ids = new HashSet<>();
    all.forEach(contact -> ids.add(contact.initiated.contactId()));
    List<ContactEvent> events =
        history.stream().filter(event -> ids.contains(event.contactId())).toList();
    List<Contact> inbound = all.stream().filter(Contact::isInbound).toList();
    Map<ContactEvent, List<ContactEvent>> episodes = episodes(events, inbound);

    Set<String> dropped = new HashSet<>();
    Set<String> abandoned = new HashSet<>();
    Set<String> repeats = new HashSet<>();
    Set<String> slow = new HashSet<>();
    for (Verdict defect : ContactReference.evaluate(events, policy, now)) {
      switch (defect.code()) {
        case "DROPPED_CONTACT" -> dropped.add(defect.anchor());
        case "ABANDONED_CONTACT" -> abandoned.add(defect.anchor());
        case "REPEAT_CONTACT" -> repeats.add(defect.anchor());
        case "SLOW_RESOLUTION" -> slow.add(defect.anchor());
        default -> {}
      }
    }

    for (int i = 0; i < inbound.size(); i++) {
      Contact contact = inbound.get(i);
      Contact next = i + 1 < inbound.size() ? inbound.get(i + 1) : null;
      LocalDate day = utcDate(contact);
      List<Entity> served = servedBy(contact.events);
      transferred(contact);
      counts.rate(served, day, "dropped", contact.has(event -> dropped.contains(event.eventId())));
      counts.rate(
          served, day, "abandoned", contact.has(event -> abandoned.contains(event.eventId())));
      counts.rate(
          served, day, "repeated", next != null && repeats.contains(next.initiated.eventId()));
      surveyed(contact);
      List<ContactEvent> episode = episodes.get(contact.initiated);
      if (episode != null) {
        opener(i, inbound, episode);
        counts.rate(served, day, "slow", slow.contains(contact.initiated.eventId()));
      }
    }
  }

  private void transferred(Contact contact) {
    if (!contact.has(event -> is(event, "CONNECTED"))) {
      return;
    }
    List<ContactEvent> before = new ArrayList<>();
    for (ContactEvent event : contact.events) {
      if (is(event, "TRANSFERRED")) {
        break;
      }
      before.add(event);
    }
    boolean transferred = before.size() < contact.events.size();
    counts.rate(servedBy(before), utcDate(contact), "transferred", transferred);
  }

  private void surveyed(Contact contact) {
    ContactEvent answered =
        last(contact.events, event -> is(event, "SURVEYED") && event.solved() != null);
    if (answered != null) {
      counts.rate(servedBy(contact.events), utcDate(contact), "solved_yes", answered.solved());
    }
    points(contact, "csat", "SURVEYED", ContactEvent::csat);
    points(contact, "effort", "SURVEYED", ContactEvent::effort);
    points(contact, "empathy", "AUDITED", ContactEvent::empathy);
  }

  private void points(
      Contact contact, String metric, String type, Function<ContactEvent, Integer> points) {
    ContactEvent given =
        last(contact.events, event -> is(event, type) && points.apply(event) != null);
    if (given != null) {
      counts.add(servedBy(contact.events), utcDate(contact), metric, points.apply(given), 1, false);
    }
  }

  /** What is counted of a contact that opens an episode. */
  private void opener(int i, List<Contact> inbound, List<ContactEvent> episode) {
    Contact opener = inbound.get(i);
    LocalDate day = utcDate(opener);
    List<Entity> served = servedBy(opener.events);

    int end = i + 1;
    while (end < inbound.size() && isReconnect(inbound.get(end - 1), inbound.get(end))) {
      end++;
    }
    List<Contact> conversation = inbound.subList(i, end);
    Contact last = inbound.get(end - 1);
    Contact next = end < inbound.size() ? inbound.get(end) : null;

    if (conversation.stream().anyMatch(c -> c.has(event -> is(event, "CONNECTED")))) {
      ContactEvent ended = last.lastEnded(next == null ? Long.MAX_VALUE : next.at());
      long reference = ended == null ? last.at() : ended.occurredAt();
      firstContactResolution("fcr_24h", DAY, reference, next, served, day);
      firstContactResolution("fcr_7d", 7 * DAY, reference, next, served, day);
    }

    counts.rate(
        served,
        day,
        "resolved_first",
        conversation.stream().anyMatch(c -> c.has(ContactCounts::isResolution)));

    for (ContactEvent event : episode) {
      if (isResolution(event)) {
        counts.add(served, day, "resolution_hours", event.occurredAt() - opener.at(), 1, false);
        break;
      }
    }
  }

  private void firstContactResolution(
      String metric, long within, long reference, Contact next, List<Entity> who, LocalDate day) {
    boolean comesBack = next != null && next.at() - reference <= within;
    boolean provisional = next == null && now <= reference + within;
    counts.add(who, day, metric, comesBack ? 0 : 1, 1, provisional);
  }

  private void automation(Contact contact) {
    ContactEvent first = first(contact.events, event -> event.agentKind() != null);
    if (first == null || !first.agentKind().name().equals("BOT")) {
      return;
    }
    ContactEvent ended = contact.lastEnded(Long.MAX_VALUE);
    boolean success = ended != null && Boolean.TRUE.equals(ended.resolved());
    if (success) {
      List<ContactEvent> upToEnd = contact.events.subList(0, contact.events.indexOf(ended) + 1);
      for (ContactEvent event : upToEnd) {
        if (event.agentKind() != null && event.agentKind().name().equals("HUMAN")) {
          success = false;
        }
      }
      List<Contact> later = contacts.subList(contacts.indexOf(contact) + 1, contacts.size());
      for (Contact other : later) {
        if (other.isInbound() && other.at() <= ended.occurredAt() + DAY) {
          success = false;
        }
      }
    }
    counts.add(
        List.of(
            new Entity("AGENT_VERSION", first.agentVersion()),
            new Entity("TRIAL_ARM", first.trialArm())),
        utcDate(contact),
        "automation",
        success ? 1 : 0,
        1,
        success && now <= ended.occurredAt() + DAY);
  }

  private boolean isReconnect(Contact earlier, Contact later) {
    ContactEvent ended = earlier.lastEnded(later.at());
    return ended != null
        && ended.endedBy().name().equals("SYSTEM")
        && later.at() - ended.occurredAt() <= policy.millis(Setting.RECONNECT_WITHIN);
  }

  /** The events of each episode of an issue, by the INITIATED that opens it. */
  private Map<ContactEvent, List<ContactEvent>> episodes(
      List<ContactEvent> events, List<Contact> inbound) {
    Set<ContactEvent> inboundStarts = new HashSet<>();
    inbound.forEach(contact -> inboundStarts.add(contact.initiated));
    Map<ContactEvent, List<ContactEvent>> episodes = new LinkedHashMap<>();
    List<ContactEvent> current = null;
    boolean open = false;
    ContactEvent previous = null;
    for (ContactEvent event : events) {
      boolean silence =
          previous != null
              && event.occurredAt() - previous.occurredAt() > policy.millis(Setting.ISSUE_EXPIRY);
      if (inboundStarts.contains(event) && (!open || silence)) {
        current = new ArrayList<>();
        episodes.put(event, current);
        open = true;
      }
      if (current != null) {
        current.add(event);
      }
      if (isResolution(event)) {
        open = false;
      }
      previous = event;
    }
    return episodes;
  }

  /** The agent and the site of the latest of some events that has one. */
  private static List<Entity> servedBy(List<ContactEvent> events) {
    return List.of(
        new Entity("AGENT", latest(events, ContactEvent::agentId)),
        new Entity("SITE", latest(events, ContactEvent::site)));
  }

  private static String latest(List<ContactEvent> events, Function<ContactEvent, String> field) {
    ContactEvent event =
        last(events, e -> !is(e, "SURVEYED") && !is(e, "AUDITED") && field.apply(e) != null);
    return event == null ? null : field.apply(event);
  }

  private static ContactEvent first(List<ContactEvent> events, Predicate<ContactEvent> what) {
    return events.stream().filter(what).findFirst().orElse(null);
  }

  private static ContactEvent last(List<ContactEvent> events, Predicate<ContactEvent> what) {
    ContactEvent last = null;
    for (ContactEvent event : events) {
      if (what.test(event)) {
        last = event;
      }
    }
    return last;
  }

  private static LocalDate utcDate(Contact contact) {
    return Instant.ofEpochMilli(contact.at()).atZone(ZoneOffset.UTC).toLocalDate();
  }

  private static boolean is(ContactEvent event, String type) {
    return event.typeName().equals(type);
  }

  private static boolean isResolution(ContactEvent event) {
    return (is(event, "ENDED") && Objects.equals(event.resolved(), true))
        || (is(event, "SURVEYED") && Objects.equals(event.solved(), true));
  }
}
