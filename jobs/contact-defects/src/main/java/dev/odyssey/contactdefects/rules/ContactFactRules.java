package dev.odyssey.contactdefects.rules;

import dev.odyssey.defects.DefectCode;
import dev.odyssey.detection.facts.Deadlines;
import dev.odyssey.detection.facts.FactRules;
import dev.odyssey.detection.ledger.Reported;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.detection.policy.Policy;
import dev.odyssey.detection.rules.Codes;
import dev.odyssey.events.AgentKind;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.ContactEventType;
import dev.odyssey.facts.ContactFacts;
import dev.odyssey.facts.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What the contacts of customers contribute: one fact an inbound contact. */
public final class ContactFactRules implements FactRules<ContactEvent, ContactFacts> {

  private static final long serialVersionUID = 1;

  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final long WEEK = Duration.ofDays(7).toMillis();

  private final Policy policy;

  /** Rules about contacts follow the policies' defaults. */
  public ContactFactRules(Policies policies) {
    this.policy = policies.defaults();
  }

  @Override
  public Contribution<ContactFacts> derive(
      List<ContactEvent> events, List<Reported> reported, long since, long now, long decidedAt) {
    CustomerHistory customer = new CustomerHistory(events, policy);
    Derivation derivation = new Derivation(customer, reported, now);
    List<ContactFacts> facts = new ArrayList<>();
    for (Issue issue : customer.issues()) {
      for (int i = 0; i < issue.inbound().size(); i++) {
        ContactEvent initiated = customer.event(issue.inbound().get(i).initiated());
        facts.add(
            new ContactFacts(
                initiated.contactId(),
                initiated.customerId(),
                decidedAt,
                derivation.inbound(issue, i)));
      }
    }
    return new Contribution<>(facts, derivation.deadlines.next(), derivation.deadlines.last());
  }

  /** A contact's events nearly all say something new of who served it, or how. */
  @Override
  public boolean isStirredByLatest(List<ContactEvent> events) {
    return true;
  }

  @Override
  public String part(ContactFacts facts) {
    return facts.contactId();
  }

  @Override
  public ContactFacts withdrawn(String customerId, String part, long since, long decidedAt) {
    return ContactFacts.withdrawn(part, customerId, decidedAt);
  }

  /** What is asked of one customer's history. */
  private static final class Derivation {

    private final CustomerHistory customer;
    private final Deadlines deadlines;
    private final Map<Contact, Codes> raised = new HashMap<>();
    private final Set<Contact> repeated = new HashSet<>();

    Derivation(CustomerHistory customer, List<Reported> reported, long now) {
      this.customer = customer;
      this.deadlines = new Deadlines(now);
      if (!reported.isEmpty()) {
        readDefects(reported);
      }
    }

    /** A repeat measures the contact before it, all else the contact of the anchor. */
    private void readDefects(List<Reported> reported) {
      Map<String, Codes> byAnchor = new HashMap<>();
      for (Reported defect : reported) {
        byAnchor.merge(defect.anchorEventId(), Codes.of(defect.code()), Codes::and);
      }
      for (int i = 0; i < customer.size(); i++) {
        Codes codes = byAnchor.get(customer.event(i).eventId());
        if (codes != null) {
          raised.merge(customer.contact(i), codes, Codes::and);
          if (codes.have(DefectCode.REPEAT_CONTACT)) {
            repeated.add(customer.contact(customer.predecessor(i)));
          }
        }
      }
    }

    private boolean hasRaised(Contact contact, String code) {
      return raised.getOrDefault(contact, Codes.NONE).have(code);
    }

    /**
     * An inbound contact.
     *
     * @param number its place among the issue's inbound contacts
     */
    ContactFacts.Inbound inbound(Issue issue, int number) {
      Contact contact = issue.inbound().get(number);
      ContactEvent initiated = customer.event(contact.initiated());
      int transferred = contact.transferred();
      int served = transferred < 0 ? customer.size() : transferred;
      return new ContactFacts.Inbound(
          LocalDate.ofInstant(Instant.ofEpochMilli(initiated.occurredAt()), ZoneOffset.UTC),
          initiated.orderId(),
          contact.latest(ContactEvent::agentId),
          contact.latest(ContactEvent::site),
          contact.latest(ContactEvent::agentId, served),
          contact.latest(ContactEvent::site, served),
          contact.isConnected() ? (Boolean) (transferred >= 0) : null,
          hasRaised(contact, DefectCode.DROPPED_CONTACT),
          hasRaised(contact, DefectCode.ABANDONED_CONTACT),
          repeated.contains(contact),
          episode(issue, number),
          last(contact, ContactEventType.SURVEYED, ContactEvent::solved),
          last(contact, ContactEventType.SURVEYED, ContactEvent::csat),
          last(contact, ContactEventType.SURVEYED, ContactEvent::effort),
          last(contact, ContactEventType.AUDITED, ContactEvent::empathy),
          automation(contact));
    }

    /** What the last event of a type that has it says; null if none does. */
    private <T> T last(Contact contact, ContactEventType type, Function<ContactEvent, T> field) {
      List<Integer> positions = contact.positions();
      for (int p = positions.size() - 1; p >= 0; p--) {
        ContactEvent event = customer.event(positions.get(p));
        if (event.type() == type && field.apply(event) != null) {
          return field.apply(event);
        }
      }
      return null;
    }

    /** The episode that a contact opens, measured by its conversation; null if it opens none. */
    private ContactFacts.Episode episode(Issue issue, int number) {
      List<Contact> inbound = issue.inbound();
      Contact contact = inbound.get(number);
      Episode episode = customer.episode(contact.initiated());
      if (episode.opening() != contact.initiated()) {
        return null;
      }
      boolean connected = contact.isConnected();
      boolean resolved = hasResolution(contact);
      int next = number + 1;
      while (next < inbound.size() && customer.isReconnect(inbound.get(next).initiated())) {
        connected |= inbound.get(next).isConnected();
        resolved |= hasResolution(inbound.get(next));
        next++;
      }
      Contact last = inbound.get(next - 1);
      Contact again = next < inbound.size() ? inbound.get(next) : null;
      return new ContactFacts.Episode(
          connected ? notAgain(last, again, DAY) : null,
          connected ? notAgain(last, again, WEEK) : null,
          resolved,
          episode.resolution() < 0
              ? null
              : (Long) (customer.at(episode.resolution()) - customer.at(contact.initiated())),
          hasRaised(contact, DefectCode.SLOW_RESOLUTION));
    }

    private boolean hasResolution(Contact contact) {
      for (int position : contact.positions()) {
        if (customer.event(position).isResolution()) {
          return true;
        }
      }
      return false;
    }

    /**
     * Whether the customer does not come back within a time; exactly that time is within it.
     *
     * @param last the last contact of a conversation
     * @param again the first of the next one; null if there is none yet
     */
    private Outcome notAgain(Contact last, Contact again, long within) {
      long until = again == null ? Long.MAX_VALUE : customer.at(again.initiated());
      int ended = last.lastEnded(until);
      long reference = customer.at(ended < 0 ? last.initiated() : ended);
      if (again != null) {
        return until - reference <= within ? Outcome.FAILURE : Outcome.SUCCESS;
      }
      return deadlines.hasPassed(reference + within + 1) ? Outcome.SUCCESS : Outcome.PROVISIONAL;
    }

    /** Whether a bot solved it alone and for good; null if the contact did not begin with one. */
    private ContactFacts.Automation automation(Contact contact) {
      ContactEvent first = firstOfAKind(contact);
      if (first == null || first.agentKind() != AgentKind.BOT) {
        return null;
      }
      return new ContactFacts.Automation(
          automated(contact), first.agentVersion(), first.trialArm());
    }

    private ContactEvent firstOfAKind(Contact contact) {
      for (int position : contact.positions()) {
        if (customer.event(position).agentKind() != null) {
          return customer.event(position);
        }
      }
      return null;
    }

    private Outcome automated(Contact contact) {
      int ended = contact.lastEnded(Long.MAX_VALUE);
      if (ended < 0
          || !Boolean.TRUE.equals(customer.event(ended).resolved())
          || isHumanUpTo(contact, ended)
          || contactsAgain(contact, customer.at(ended) + DAY)) {
        return Outcome.FAILURE;
      }
      return deadlines.hasPassed(customer.at(ended) + DAY + 1)
          ? Outcome.SUCCESS
          : Outcome.PROVISIONAL;
    }

    private boolean isHumanUpTo(Contact contact, int last) {
      for (int position : contact.positions()) {
        if (position <= last && customer.event(position).agentKind() == AgentKind.HUMAN) {
          return true;
        }
      }
      return false;
    }

    /** Whether the customer begins another inbound contact, about whatever, by an instant. */
    private boolean contactsAgain(Contact contact, long instant) {
      for (int i = contact.initiated() + 1; i < customer.size() && customer.at(i) <= instant; i++) {
        if (customer.isInboundInitiated(i)) {
          return true;
        }
      }
      return false;
    }
  }
}
