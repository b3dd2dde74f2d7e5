package dev.odyssey.contactdefects.rules;

import dev.odyssey.detection.policy.Policy;
import dev.odyssey.detection.policy.Setting;
import dev.odyssey.detection.rules.History;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.ContactEventType;
import dev.odyssey.events.EndedBy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What happened between one customer and customer service, in order; contacts, issues and episodes
 * are views of it. Positions count from 0 and -1 is none.
 */
public final class CustomerHistory implements History<ContactEvent> {

  private final List<ContactEvent> events;
  private final Policy policy;
  private final Contact[] contactOf;
  private final Episode[] episodeOf;
  private final int[] predecessor;
  private final int[] transferNumber;
  private final List<Issue> issues = new ArrayList<>();
  private int[] answerAfter;

  public CustomerHistory(List<ContactEvent> events, Policy policy) {
    this.events = firstInitiatedOnly(events);
    this.policy = policy;
    int size = this.events.size();
    contactOf = new Contact[size];
    episodeOf = new Episode[size];
    predecessor = new int[size];
    transferNumber = new int[size];
    Arrays.fill(predecessor, -1);
    readContacts();
    readIssues();
  }

  /** A second INITIATED of a contact means nothing. */
  private static List<ContactEvent> firstInitiatedOnly(List<ContactEvent> events) {
    Set<String> initiated = new HashSet<>();
    boolean repeated = false;
    for (ContactEvent event : events) {
      repeated |= event.type() == ContactEventType.INITIATED && !initiated.add(event.contactId());
    }
    if (!repeated) {
      return events;
    }
    initiated.clear();
    List<ContactEvent> first = new ArrayList<>(events.size());
    for (ContactEvent event : events) {
      if (event.type() != ContactEventType.INITIATED || initiated.add(event.contactId())) {
        first.add(event);
      }
    }
    return first;
  }

  private void readContacts() {
    Map<String, Contact> contacts = new HashMap<>();
    Map<Contact, Integer> transfers = new HashMap<>();
    for (int i = 0; i < size(); i++) {
      Contact contact = contacts.computeIfAbsent(event(i).contactId(), id -> new Contact(events));
      contact.add(i);
      contactOf[i] = contact;
      if (type(i) == ContactEventType.TRANSFERRED) {
        transferNumber[i] = transfers.merge(contact, 1, Integer::sum);
      }
    }
  }

  private void readIssues() {
    Map<List<String>, Issue> byKey = new LinkedHashMap<>();
    for (int i = 0; i < size(); i++) {
      Contact contact = contactOf[i];
      if (contact.initiated() < 0) {
        continue;
      }
      if (contact.issue() == null) {
        ContactEvent initiated = event(contact.initiated());
        List<String> key =
            initiated.orderId() != null
                ? List.of("order", initiated.orderId())
                : List.of("reason", initiated.reason());
        contact.belongTo(byKey.computeIfAbsent(key, k -> new Issue()));
      }
      Issue issue = contact.issue();
      issue.add(i);
      if (i == contact.initiated() && contact.isInbound()) {
        List<Contact> inbound = issue.inbound();
        predecessor[i] = inbound.isEmpty() ? -1 : inbound.get(inbound.size() - 1).initiated();
        issue.addInbound(contact);
      }
    }
    issues.addAll(byKey.values());
    issues.forEach(this::readEpisodes);
  }

  /**
   * An inbound INITIATED opens an episode when none is open: it is the issue's first, or the last
   * one was resolved, or nothing had happened for so long that the matter was over.
   */
  private void readEpisodes(Issue issue) {
    long expiry = policy.millis(Setting.ISSUE_EXPIRY);
    Episode episode = null;
    int previous = -1;
    for (int i : issue.positions()) {
      boolean opens =
          i == contactOf[i].initiated()
              && contactOf[i].isInbound()
              && (episode == null || episode.resolution() >= 0 || at(i) - at(previous) > expiry);
      if (opens) {
        episode = new Episode(i);
        issue.open(episode);
      } else if (episode != null) {
        episode.add(i, event(i).isResolution());
      }
      episodeOf[i] = episode;
      previous = i;
    }
  }

  @Override
  public int size() {
    return events.size();
  }

  @Override
  public ContactEvent event(int index) {
    return events.get(index);
  }

  public ContactEventType type(int index) {
    return events.get(index).type();
  }

  /** What was promised; the same for all contacts. */
  public Policy policy() {
    return policy;
  }

  /** The contact of an event. */
  public Contact contact(int index) {
    return contactOf[index];
  }

  /** The issue of an event's contact; null if it belongs to none. */
  public Issue issue(int index) {
    return contactOf[index].issue();
  }

  /** The episode that an event falls into; null for none. */
  public Episode episode(int index) {
    return episodeOf[index];
  }

  public List<Issue> issues() {
    return issues;
  }

  /** Whether the event is the INITIATED of an inbound contact. */
  public boolean isInboundInitiated(int index) {
    return contactOf[index].initiated() == index && contactOf[index].isInbound();
  }

  /** The INITIATED of the issue's inbound contact before the one initiated at a position. */
  public int predecessor(int index) {
    return predecessor[index];
  }

  /** Of a TRANSFERRED, which one of its contact it is, from 1; of anything else 0. */
  public int transferNumber(int index) {
    return transferNumber[index];
  }

  /**
   * Whether the contact initiated at a position continues its predecessor: the line had dropped,
   * and the customer dialled back at once.
   */
  public boolean isReconnect(int index) {
    if (predecessor[index] < 0) {
      return false;
    }
    int ended = contactOf[predecessor[index]].lastEnded(at(index));
    return ended >= 0
        && event(ended).endedBy() == EndedBy.SYSTEM
        && at(index) - at(ended) <= policy.millis(Setting.RECONNECT_WITHIN);
  }

  /** Whether an event answers a customer who was left hanging in a contact. */
  public boolean isAnswer(int hanging, int index) {
    return issue(index) == issue(hanging)
        && (event(index).isResolution()
            || (isSomebodyThere(index) && contactOf[index] != contactOf[hanging]));
  }

  private boolean isSomebodyThere(int index) {
    return type(index) == ContactEventType.CONNECTED
        || (index == contactOf[index].initiated() && contactOf[index].isOutbound());
  }

  /** The first event after a position that answers a customer left hanging there; -1 for none. */
  public int answerAfter(int index) {
    if (answerAfter == null) {
      answerAfter = new int[size()];
      issues.forEach(this::readAnswers);
    }
    return answerAfter[index];
  }

  /**
   * Backwards through an issue, keeping the nearest event in which somebody is there and the
   * nearest one of any other contact: one of the two is of another contact than the one left
   * hanging.
   */
  private void readAnswers(Issue issue) {
    int resolution = -1;
    int nearest = -1;
    int nearestOther = -1;
    List<Integer> positions = issue.positions();
    for (int p = positions.size() - 1; p >= 0; p--) {
      int i = positions.get(p);
      int there = nearest >= 0 && contactOf[nearest] == contactOf[i] ? nearestOther : nearest;
      answerAfter[i] = first(resolution, there);
      if (event(i).isResolution()) {
        resolution = i;
      }
      if (isSomebodyThere(i)) {
        if (nearest >= 0 && contactOf[nearest] != contactOf[i]) {
          nearestOther = nearest;
        }
        nearest = i;
      }
    }
  }

  private static int first(int a, int b) {
    if (a < 0 || b < 0) {
      return Math.max(a, b);
    }
    return Math.min(a, b);
  }
}
