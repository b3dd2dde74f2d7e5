package dev.odyssey.detection.laws;

import dev.odyssey.detection.policy.Policies;
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

  private static final long MINUTE = 60_000;

  private final Policies policies;
  private final long now;
  private final List<ContactEvent> events;
  private final List<Verdict> verdicts = new ArrayList<>();

  private ContactReference(List<ContactEvent> arrivals, Policies policies, long now) {
    this.policies = policies;
    this.now = now;
    this.events = history(arrivals);
  }

  /** A customer's events in order, without what was taken back. */
  public static List<ContactEvent> history(List<ContactEvent> arrivals) {
    return Facts.of(arrivals, RANKS);
  }

  /** Every defect by an instant of a customer's contacts whose events arrived in any order. */
  public static List<Verdict> evaluate(List<ContactEvent> arrivals, Policies policies, long now) {
    ContactReference reference = new ContactReference(arrivals, policies, now);
    for (int a = 0; a < reference.events.size(); a++) {
      reference.repeat(a);
      reference.transfers(a);
      reference.dropped(a);
      reference.abandoned(a);
      reference.slowResolution(a);
      reference.notSolved(a);
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

  private Policy policy(ContactEvent event) {
    return policies.at(event.occurredAt());
  }

  private static boolean isOfOneContact(ContactEvent one, ContactEvent other) {
    return one.contactId().equals(other.contactId());
  }

  /** The first INITIATED of an event's contact; null for none. */
  private ContactEvent first(ContactEvent event) {
    for (ContactEvent other : events) {
      if (is(other, "INITIATED") && isOfOneContact(event, other)) {
        return other;
      }
    }
    return null;
  }

  private static boolean isBot(ContactEvent event) {
    return event.agentKind() != null && event.agentKind().name().equals("BOT");
  }

  /** Of an inbound contact that is not exempt. */
  private boolean isInbound(ContactEvent event) {
    ContactEvent first = first(event);
    return first != null && first.direction().name().equals("INBOUND") && !isExempt(first);
  }

  private boolean isExempt(ContactEvent initiated) {
    if (policy(initiated).exemptsReason(initiated.reason())
        || policy(initiated).exemptsChannel(initiated.channel().name())) {
      return true;
    }
    ContactEvent ended = null;
    for (ContactEvent event : events) {
      if (isOfOneContact(event, initiated)) {
        if (is(event, "CONNECTED") || is(event, "TRANSFERRED")) {
          return false;
        }
        if (is(event, "ENDED") && ended == null) {
          ended = event;
        }
      }
    }
    return ended != null
        && ended.endedBy().name().equals("CUSTOMER")
        && ended.occurredAt() >= initiated.occurredAt()
        && ended.occurredAt()
            <= initiated.occurredAt() + policy(initiated).millis(Setting.SHORT_ABANDON);
  }

  private boolean isOfOneIssue(ContactEvent one, ContactEvent other) {
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
    return (is(event, "ENDED") && Boolean.TRUE.equals(event.resolved())) || saysSolved(event);
  }

  private static boolean saysSolved(ContactEvent event) {
    return is(event, "SURVEYED") && Boolean.TRUE.equals(event.solved());
  }

  private boolean isInboundStart(ContactEvent event) {
    return first(event) == event && isInbound(event);
  }

  private void repeat(int a) {
    ContactEvent later = events.get(a);
    if (!isInboundStart(later)) {
      return;
    }
    ContactEvent earlier = null;
    for (int j = 0; j < a; j++) {
      if (isInboundStart(events.get(j)) && isOfOneIssue(later, events.get(j))) {
        earlier = events.get(j);
      }
    }
    if (earlier == null) {
      return;
    }
    ContactEvent ended = null;
    for (ContactEvent event : events) {
      if (is(event, "ENDED")
          && isOfOneContact(event, earlier)
          && event.occurredAt() <= later.occurredAt() + MINUTE) {
        ended = event;
      }
    }
    long since = ended == null ? earlier.occurredAt() : ended.occurredAt();
    boolean reconnect =
        ended != null
            && ended.endedBy().name().equals("SYSTEM")
            && isLost(ended)
            && at(a) - since <= policy(later).millis(Setting.RECONNECT_WITHIN);
    if (!reconnect && at(a) - since <= policy(later).millis(Setting.REPEAT_CONTACT_WITHIN)) {
      add("REPEAT_CONTACT", "HIGH", a, at(a), null, null, null);
    }
  }

  private static boolean isLost(ContactEvent ended) {
    return ended.cause() == null || ended.cause().name().equals("LOST");
  }

  private void transfers(int a) {
    int anchor = -1;
    int all = 0;
    for (int j = 0; j < events.size(); j++) {
      ContactEvent other = events.get(j);
      if (is(other, "TRANSFERRED") && isOfOneContact(other, events.get(a))) {
        all++;
        if (anchor < 0 && all >= policy(other).count(Setting.MAX_TRANSFERS)) {
          anchor = j;
        }
      }
    }
    if (anchor == a) {
      boolean critical = all >= 2 * policy(events.get(a)).count(Setting.MAX_TRANSFERS);
      add("TRANSFER_CHAIN", critical ? "CRITICAL" : "HIGH", a, at(a), null, null, null);
    }
  }

  /** Whether an event ends an inbound contact without a solution. */
  private boolean isUnresolvedEnd(ContactEvent event) {
    return is(event, "ENDED") && isInbound(event) && !Boolean.TRUE.equals(event.resolved());
  }

  private void dropped(int a) {
    ContactEvent ended = events.get(a);
    if (!isUnresolvedEnd(ended)) {
      return;
    }
    String channel = first(ended).channel().name();
    if (!channel.equals("VOICE") && !channel.equals("CHAT")) {
      return;
    }
    ContactEvent last = null;
    for (ContactEvent event : events) {
      if (is(event, "ENDED") && isOfOneContact(event, ended)) {
        last = event;
      }
    }
    String by = ended.endedBy().name();
    boolean bySystem = by.equals("SYSTEM") && isLost(ended);
    boolean byAgent = by.equals("AGENT") && ended.resolved() != null && last == ended;
    if (bySystem || byAgent) {
      callback("DROPPED_CONTACT", "HIGH", a);
    }
  }

  private void abandoned(int a) {
    ContactEvent ended = events.get(a);
    if (!isUnresolvedEnd(ended)) {
      return;
    }
    String by = ended.endedBy().name();
    if ((by.equals("CUSTOMER") || (by.equals("SYSTEM") && !isLost(ended))) && !isServed(a)) {
      callback("ABANDONED_CONTACT", "WARNING", a);
    }
  }

  private boolean isServed(int ended) {
    for (int j = 0; j < events.size(); j++) {
      ContactEvent event = events.get(j);
      if (!isOfOneContact(event, events.get(ended)) || at(j) > at(ended) + MINUTE) {
        continue;
      }
      if ((is(event, "CONNECTED") || is(event, "TRANSFERRED")) && !isBot(event)) {
        return true;
      }
      if (is(event, "CONNECTED") && isBot(event)) {
        boolean handedOver = false;
        for (int k = j + 1; k < ended; k++) {
          ContactEvent between = events.get(k);
          handedOver |=
              isOfOneContact(between, event)
                  && (is(between, "QUEUED") || is(between, "TRANSFERRED"));
        }
        if (!handedOver) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean reaches(ContactEvent event) {
    ContactEvent first = first(event);
    if (first == null) {
      return false;
    }
    if (is(event, "CONNECTED")) {
      return !isBot(event);
    }
    return first == event
        && event.direction().name().equals("OUTBOUND")
        && List.of("EMAIL", "SMS", "CHAT").contains(event.channel().name())
        && event.agentKind() != null
        && event.agentKind().name().equals("HUMAN");
  }

  private void callback(String code, String severity, int a) {
    ContactEvent ended = events.get(a);
    ContactEvent k = null;
    for (int j = a + 1; j < events.size() && k == null; j++) {
      ContactEvent event = events.get(j);
      if (reaches(event) || (isOfOneIssue(ended, event) && isResolution(event))) {
        k = event;
      }
    }
    absence(code, severity, a, due(a, Setting.CALLBACK_WITHIN), k);
  }

  private long due(int a, Setting setting) {
    ContactEvent event = events.get(a);
    return policy(event).due(setting, event.occurredAt(), event.timeZone());
  }

  private void slowResolution(int a) {
    if (!opens(a)) {
      return;
    }
    ContactEvent resolution = null;
    long last = at(a);
    for (int j = a + 1; j < events.size(); j++) {
      if (isOfOneIssue(events.get(a), events.get(j))) {
        if (opens(j)) {
          break;
        }
        last = at(j);
        if (resolution == null && isResolution(events.get(j))) {
          resolution = events.get(j);
        }
      }
    }
    long due = due(a, Setting.RESOLVE_WITHIN);
    long expiry = last + policy(events.get(a)).millis(Setting.ISSUE_EXPIRY);
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
    long expiry = policy(events.get(i)).millis(Setting.ISSUE_EXPIRY);
    boolean open = false;
    Long previous = null;
    for (int j = 0; j < i; j++) {
      ContactEvent event = events.get(j);
      if (isOfOneIssue(events.get(i), event)) {
        if (isInboundStart(event)) {
          open = true;
        } else if (isResolution(event)) {
          open = false;
        }
        previous = at(j);
      }
    }
    return !open || at(i) - previous > expiry;
  }

  private void notSolved(int a) {
    ContactEvent answer = events.get(a);
    if (!is(answer, "SURVEYED") || !Boolean.FALSE.equals(answer.solved())) {
      return;
    }
    ContactEvent k = null;
    for (int j = a + 1; j < events.size() && k == null; j++) {
      ContactEvent event = events.get(j);
      boolean clears =
          first(answer) == null
              ? isOfOneContact(event, answer) && saysSolved(event)
              : isOfOneIssue(event, answer) && isResolution(event);
      if (clears) {
        k = event;
      }
    }
    add(
        "NOT_SOLVED",
        "HIGH",
        a,
        at(a),
        k == null ? null : (Long) k.occurredAt(),
        k == null ? null : k.typeName(),
        k == null ? null : k.eventId());
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
    if (policy(events.get(a)).isOff(code)) {
      return;
    }
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
