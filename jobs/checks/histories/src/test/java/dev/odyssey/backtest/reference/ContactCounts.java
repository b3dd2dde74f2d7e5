package dev.odyssey.backtest.reference;

import dev.odyssey.backtest.reference.Counts.Entity;
import dev.odyssey.detection.laws.ContactReference;
import dev.odyssey.detection.laws.Verdict;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.detection.policy.Policy;
import dev.odyssey.detection.policy.Setting;
import dev.odyssey.events.ContactEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** What the contacts of one customer contribute, written down sentence by sentence. */
final class ContactCounts {

  private static final long MINUTE = Duration.ofMinutes(1).toMillis();
  private static final long DAY = Duration.ofDays(1).toMillis();

  /** A contact with an INITIATED, the first one, and all its events in order. */
  private record Contact(ContactEvent initiated, List<ContactEvent> events, boolean exempt) {

    boolean isInbound() {
      return initiated.direction().name().equals("INBOUND");
    }

    long at() {
      return initiated.occurredAt();
    }

    /** The date of its INITIATED where the customer is, in UTC where nothing says where. */
    LocalDate day() {
      String zone = initiated.timeZone();
      for (ContactEvent event : events) {
        if (zone == null) {
          zone = event.timeZone();
        }
      }
      return Instant.ofEpochMilli(at())
          .atZone(ZoneId.of(zone == null ? "UTC" : zone))
          .toLocalDate();
    }

    List<String> issue() {
      return initiated.orderId() != null
          ? List.of("order", initiated.orderId())
          : List.of("reason", initiated.reason());
    }

    boolean has(Predicate<ContactEvent> what) {
      return events.stream().anyMatch(what);
    }

    ContactEvent lastEnded() {
      return last(events, event -> is(event, "ENDED"));
    }

    /** Its end before a later contact; null for none. */
    ContactEvent endBefore(Contact later) {
      return last(events, event -> is(event, "ENDED") && event.occurredAt() <= later.at() + MINUTE);
    }
  }

  /** All contacts with an INITIATED, in the order of these. */
  private final List<Contact> contacts = new ArrayList<>();

  private final List<ContactEvent> history;
  private final Policies policies;
  private final long now;
  private final Counts counts;

  private ContactCounts(List<ContactEvent> history, Policies policies, long now, Counts counts) {
    this.history = history;
    this.policies = policies;
    this.now = now;
    this.counts = counts;
    Set<String> seen = new HashSet<>();
    for (ContactEvent event : history) {
      if (is(event, "INITIATED") && seen.add(event.contactId())) {
        List<ContactEvent> events =
            history.stream().filter(e -> e.contactId().equals(event.contactId())).toList();
        contacts.add(new Contact(event, events, isExempt(event, events)));
      }
    }
  }

  /**
   * Counts a customer's contacts.
   *
   * @return the orders that inbound contacts name
   */
  static Set<String> count(
      List<ContactEvent> arrivals, Policies policies, long now, Counts counts) {
    ContactCounts customer =
        new ContactCounts(ContactReference.history(arrivals), policies, now, counts);
    for (Contact contact : customer.contacts) {
      if (contact.isInbound()) {
        customer.transferred(contact);
        customer.surveyed(contact);
        customer.automation(contact);
      }
    }
    List<Verdict> defects = ContactReference.evaluate(arrivals, policies, now);
    Set<String> orders = new HashSet<>();
    Set<List<String>> issues = new LinkedHashSet<>();
    for (Contact contact : customer.contacts) {
      if (contact.isInbound() && !contact.exempt) {
        orders.add(contact.initiated.orderId());
        issues.add(contact.issue());
      }
    }
    issues.forEach(issue -> customer.issue(issue, defects));
    return orders;
  }

  /** Whether a contact is exempt, were it an inbound one. */
  private boolean isExempt(ContactEvent initiated, List<ContactEvent> events) {
    Policy policy = policies.at(initiated.occurredAt());
    if (policy.exemptsReason(initiated.reason())
        || policy.exemptsChannel(initiated.channel().name())) {
      return true;
    }
    ContactEvent ended = first(events, event -> is(event, "ENDED"));
    if (ended == null || !ended.endedBy().name().equals("CUSTOMER")) {
      return false;
    }
    long lasted = ended.occurredAt() - initiated.occurredAt();
    boolean handled =
        events.stream().anyMatch(event -> is(event, "CONNECTED") || is(event, "TRANSFERRED"));
    return !handled && lasted >= 0 && lasted <= policy.millis(Setting.SHORT_ABANDON);
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
    counts.rate(servedBy(before), contact.day(), "transferred", transferred);
  }

  private void surveyed(Contact contact) {
    ContactEvent answered =
        last(contact.events, event -> is(event, "SURVEYED") && event.solved() != null);
    if (answered != null) {
      counts.rate(servedBy(contact.events), contact.day(), "solved_yes", answered.solved());
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
      counts.add(servedBy(contact.events), contact.day(), metric, points.apply(given), 1, false);
    }
  }

  private void automation(Contact contact) {
    ContactEvent first = first(contact.events, event -> event.agentKind() != null);
    if (first == null || !first.agentKind().name().equals("BOT")) {
      return;
    }
    ContactEvent ended = contact.lastEnded();
    boolean success = ended != null && Boolean.TRUE.equals(ended.resolved());
    if (success) {
      for (ContactEvent event : contact.events) {
        boolean human = event.agentKind() != null && event.agentKind().name().equals("HUMAN");
        if (human || is(event, "TRANSFERRED")) {
          success = false;
        }
        if (event == ended) {
          break;
        }
      }
      for (Contact later : contacts.subList(contacts.indexOf(contact) + 1, contacts.size())) {
        if (later.isInbound() && !later.exempt && later.at() <= ended.occurredAt() + DAY) {
          success = false;
        }
      }
    }
    counts.add(
        List.of(
            new Entity("AGENT_VERSION", first.agentVersion()),
            new Entity("TRIAL_ARM", first.trialArm())),
        contact.day(),
        "automation",
        success ? 1 : 0,
        1,
        success && now <= ended.occurredAt() + DAY);
  }

  /** What is counted of the inbound contacts of an issue that are not exempt. */
  private void issue(List<String> issue, List<Verdict> defects) {
    List<Contact> all = contacts.stream().filter(c -> c.issue().equals(issue)).toList();
    List<Contact> inbound = all.stream().filter(c -> c.isInbound() && !c.exempt).toList();
    List<ContactEvent> events =
        history.stream()
            .filter(e -> all.stream().anyMatch(c -> c.initiated.contactId().equals(e.contactId())))
            .toList();
    Map<ContactEvent, List<ContactEvent>> episodes = episodes(events, inbound);

    for (int i = 0; i < inbound.size(); i++) {
      Contact contact = inbound.get(i);
      Contact next = i + 1 < inbound.size() ? inbound.get(i + 1) : null;
      List<Entity> served = servedBy(contact.events);
      LocalDate day = contact.day();
      boolean dropped = contact.has(event -> isRaised(defects, "DROPPED_CONTACT", event));
      counts.rate(served, day, "dropped", dropped);
      boolean abandoned = contact.has(event -> isRaised(defects, "ABANDONED_CONTACT", event));
      counts.rate(served, day, "abandoned", abandoned);
      boolean repeated = next != null && isRaised(defects, "REPEAT_CONTACT", next.initiated);
      counts.rate(served, day, "repeated", repeated);
      if (episodes.containsKey(contact.initiated)) {
        counts.rate(served, day, "slow", isRaised(defects, "SLOW_RESOLUTION", contact.initiated));
        opener(inbound.subList(i, inbound.size()), episodes.get(contact.initiated));
      }
    }
  }

  private static boolean isRaised(List<Verdict> defects, String code, ContactEvent anchor) {
    return defects.stream()
        .anyMatch(d -> d.code().equals(code) && d.anchor().equals(anchor.eventId()));
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
      long expiry = policies.at(event.occurredAt()).millis(Setting.ISSUE_EXPIRY);
      boolean silence = previous != null && event.occurredAt() - previous.occurredAt() > expiry;
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

  /**
   * What is counted of a contact that opens an episode.
   *
   * @param contacts that one and the later inbound ones of the issue
   */
  private void opener(List<Contact> contacts, List<ContactEvent> episode) {
    Contact opener = contacts.get(0);
    List<Entity> served = servedBy(opener.events);
    LocalDate day = opener.day();

    int end = 1;
    while (end < contacts.size() && isReconnect(contacts.get(end - 1), contacts.get(end))) {
      end++;
    }
    List<Contact> conversation = contacts.subList(0, end);
    Contact last = contacts.get(end - 1);
    Contact next = end < contacts.size() ? contacts.get(end) : null;

    if (conversation.stream().anyMatch(c -> c.has(event -> is(event, "CONNECTED")))) {
      ContactEvent ended = next == null ? last.lastEnded() : last.endBefore(next);
      long reference = ended == null ? last.at() : ended.occurredAt();
      firstContactResolution("fcr_24h", DAY, reference, next, served, day);
      firstContactResolution("fcr_7d", 7 * DAY, reference, next, served, day);
    }

    boolean resolvedFirst = conversation.stream().anyMatch(c -> c.has(ContactCounts::isResolution));
    counts.rate(served, day, "resolved_first", resolvedFirst);

    ContactEvent resolution = first(episode, ContactCounts::isResolution);
    if (resolution != null) {
      long took = resolution.occurredAt() - opener.at();
      counts.add(served, day, "resolution_hours", took, 1, false);
    }
  }

  private void firstContactResolution(
      String metric, long within, long reference, Contact next, List<Entity> who, LocalDate day) {
    boolean comesBack = next != null && next.at() - reference <= within;
    boolean provisional = next == null && now <= reference + within;
    counts.add(who, day, metric, comesBack ? 0 : 1, 1, provisional);
  }

  private boolean isReconnect(Contact earlier, Contact later) {
    ContactEvent ended = earlier.endBefore(later);
    return ended != null
        && ended.endedBy().name().equals("SYSTEM")
        && (ended.cause() == null || ended.cause().name().equals("LOST"))
        && later.at() - ended.occurredAt()
            <= policies.at(later.at()).millis(Setting.RECONNECT_WITHIN);
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

  private static boolean is(ContactEvent event, String type) {
    return event.typeName().equals(type);
  }

  private static boolean isResolution(ContactEvent event) {
    return (is(event, "ENDED") && Objects.equals(event.resolved(), true))
        || (is(event, "SURVEYED") && Objects.equals(event.solved(), true));
  }
}
