package dev.odyssey.detection.laws;

import dev.odyssey.detection.policy.Policy;
import dev.odyssey.detection.policy.Setting;
import dev.odyssey.events.ContactEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * The definitions of the defects of contacts, written down sentence by sentence as loops and ifs:
 * slow, plain, and without a line in common with the rules that it is there to check.
 */
public final class ContactReference {

  private static final List<String> RANKS =
      List.of("INITIATED", "QUEUED", "CONNECTED", "TRANSFERRED", "ENDED", "SURVEYED", "AUDITED");

  private final Policy policy;
  private final long now;
  private final List<ContactEvent> events;
  private final List<Verdict> verdicts = new ArrayList<>();

  private ContactReference(List<ContactEvent> arrivals, Policy policy, long now) {
    this.policy = policy;
    this.now = now;
    this.events = history(arrivals);
  }

  /** A customer's events in order, without what was taken back and what means nothing. */
  public static List<ContactEvent> history(List<ContactEvent> arrivals) {
    List<ContactEvent> events = Facts.of(arrivals, RANKS);
    List<ContactEvent> second = new ArrayList<>();
    for (ContactEvent event : events) {
      if (is(event, "INITIATED") && first(event, events) != event) {
        second.add(event);
      }
    }
    events.removeAll(second);
    return events;
  }

  /** Every defect by an instant of a customer's contacts whose events arrived in whatever order. */
  public static List<Verdict> evaluate(List<ContactEvent> arrivals, Policy policy, long now) {
    ContactReference reference = new ContactReference(arrivals, policy, now);
    for (int a = 0; a < reference.events.size(); a++) {
      reference.repeat(a);
      reference.transfers(a);
      reference.leftHanging(a);
      reference.slowResolution(a);
      if (is(reference.events.get(a), "SURVEYED")
          && Boolean.FALSE.equals(reference.events.get(a).solved())) {
        reference.add("NOT_SOLVED", "HIGH", a, reference.at(a), null, null, null);
      }
    }
    reference.verdicts.sort(Verdict.ORDER);
    return reference.verdicts;
  }

  private static boolean is(ContactEvent event, String type) {
    return event.typeName().equals(type);
  }

  private long at(int i) {
    return events.get(i).occurredAt();
  }

  /** The first INITIATED of an event's contact; null for none. */
  private ContactEvent first(ContactEvent event) {
    return first(event, events);
  }

  private static ContactEvent first(ContactEvent event, List<ContactEvent> events) {
    for (ContactEvent other : events) {
      if (is(other, "INITIATED") && other.contactId().equals(event.contactId())) {
        return other;
      }
    }
    return null;
  }

  private boolean isInbound(ContactEvent event) {
    ContactEvent first = first(event);
    return first != null && first.direction().name().equals("INBOUND");
  }

  private boolean ofOneIssue(ContactEvent one, ContactEvent other) {
    ContactEvent a = first(one);
    ContactEvent b = first(other);
    if (a == null || b == null) {
      return false;
    }
    if (a.orderId() != null || b.orderId() != null) {
      return a.orderId() != null && a.orderId().equals(b.orderId());
    }
    return a.reason().equals(b.reason());
  }

  private static boolean isResolution(ContactEvent event) {
    return (is(event, "ENDED") && Boolean.TRUE.equals(event.resolved()))
        || (is(event, "SURVEYED") && Boolean.TRUE.equals(event.solved()));
  }

  private boolean isInboundStart(ContactEvent event) {
    return is(event, "INITIATED") && isInbound(event);
  }

  private void repeat(int a) {
    ContactEvent later = events.get(a);
    if (!isInboundStart(later)) {
      return;
    }
    ContactEvent earlier = null;
    for (int j = 0; j < a; j++) {
      if (isInboundStart(events.get(j)) && ofOneIssue(later, events.get(j))) {
        earlier = events.get(j);
      }
    }
    if (earlier == null) {
      return;
    }
    ContactEvent ended = null;
    for (ContactEvent event : events) {
      if (is(event, "ENDED")
          && event.contactId().equals(earlier.contactId())
          && event.occurredAt() <= later.occurredAt()) {
        ended = event;
      }
    }
    long since = ended == null ? earlier.occurredAt() : ended.occurredAt();
    boolean reconnect =
        ended != null
            && ended.endedBy().name().equals("SYSTEM")
            && at(a) - since <= policy.millis(Setting.RECONNECT_WITHIN);
    if (!reconnect && at(a) - since <= policy.millis(Setting.REPEAT_CONTACT_WITHIN)) {
      add("REPEAT_CONTACT", "HIGH", a, at(a), null, null, null);
    }
  }

  private void transfers(int a) {
    if (!is(events.get(a), "TRANSFERRED")) {
      return;
    }
    int upToHere = 0;
    int all = 0;
    for (int j = 0; j < events.size(); j++) {
      ContactEvent other = events.get(j);
      if (is(other, "TRANSFERRED") && other.contactId().equals(events.get(a).contactId())) {
        all++;
        upToHere += j <= a ? 1 : 0;
      }
    }
    int limit = policy.count(Setting.MAX_TRANSFERS);
    if (upToHere == limit) {
      String severity = all >= 2 * limit ? "CRITICAL" : "HIGH";
      add("TRANSFER_CHAIN", severity, a, at(a), null, null, null);
    }
  }

  private void leftHanging(int a) {
    ContactEvent ended = events.get(a);
    if (!is(ended, "ENDED") || !isInbound(ended)) {
      return;
    }
    String by = ended.endedBy().name();
    String channel = first(ended).channel().name();
    boolean live = channel.equals("VOICE") || channel.equals("CHAT");
    boolean notResolved = ended.resolved() == null || !ended.resolved();
    boolean dropped =
        (by.equals("SYSTEM") && notResolved)
            || (by.equals("AGENT") && Boolean.FALSE.equals(ended.resolved()));
    if (live && dropped) {
      callback("DROPPED_CONTACT", "HIGH", a);
    }
    boolean through = false;
    for (int j = 0; j < a; j++) {
      if (is(events.get(j), "CONNECTED") && events.get(j).contactId().equals(ended.contactId())) {
        through = true;
      }
    }
    if (by.equals("CUSTOMER") && notResolved && !through) {
      callback("ABANDONED_CONTACT", "WARNING", a);
    }
  }

  private void callback(String code, String severity, int a) {
    ContactEvent ended = events.get(a);
    ContactEvent k = null;
    for (int j = a + 1; j < events.size() && k == null; j++) {
      ContactEvent event = events.get(j);
      if (!ofOneIssue(ended, event)) {
        continue;
      }
      boolean another = !event.contactId().equals(ended.contactId());
      boolean outbound = is(event, "INITIATED") && !isInbound(event);
      if (isResolution(event) || (another && (is(event, "CONNECTED") || outbound))) {
        k = event;
      }
    }
    absence(code, severity, a, at(a) + policy.millis(Setting.CALLBACK_WITHIN), k);
  }

  private void slowResolution(int a) {
    if (!opens(a)) {
      return;
    }
    ContactEvent resolution = null;
    long last = at(a);
    for (int j = a + 1; j < events.size(); j++) {
      if (ofOneIssue(events.get(a), events.get(j))) {
        if (opens(j)) {
          break;
        }
        last = at(j);
        if (resolution == null && isResolution(events.get(j))) {
          resolution = events.get(j);
        }
      }
    }
    long due = at(a) + policy.millis(Setting.RESOLVE_WITHIN);
    long expiry = last + policy.millis(Setting.ISSUE_EXPIRY);
    if (resolution != null) {
      absence("SLOW_RESOLUTION", "HIGH", a, due, resolution);
    } else if (expiry > due && due <= now) {
      boolean over = expiry <= now;
      add("SLOW_RESOLUTION", "HIGH", a, due, over ? expiry : null, over ? "EXPIRED" : null, null);
    }
  }

  /** Whether an event opens an episode; an episode is open or not by what came before. */
  private boolean opens(int i) {
    if (!isInboundStart(events.get(i))) {
      return false;
    }
    boolean open = false;
    Long previous = null;
    for (int j = 0; j <= i; j++) {
      ContactEvent event = events.get(j);
      if (!ofOneIssue(events.get(i), event)) {
        continue;
      }
      boolean silence = previous != null && at(j) - previous > policy.millis(Setting.ISSUE_EXPIRY);
      if (isInboundStart(event)) {
        if (j == i) {
          return !open || silence;
        }
        open = true;
      } else if (isResolution(event)) {
        open = false;
      }
      previous = at(j);
    }
    throw new IllegalStateException("An event is of its own issue");
  }

  private void absence(String code, String severity, int a, long due, ContactEvent k) {
    if (due > now || (k != null && k.occurredAt() <= due)) {
      return;
    }
    add(
        code,
        severity,
        a,
        due,
        k == null ? null : (Long) k.occurredAt(),
        k == null ? null : k.typeName(),
        k == null ? null : k.eventId());
  }

  private void add(
      String code, String severity, int a, long raisedAt, Long clearedAt, String why, String by) {
    verdicts.add(
        new Verdict(
            code,
            events.get(a).eventId(),
            severity,
            raisedAt,
            clearedAt,
            why,
            by,
            "CUSTOMER_SERVICE",
            null,
            null));
  }
}
