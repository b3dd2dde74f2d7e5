package dev.odyssey.contactdefects.rules;

import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Finding;
import dev.odyssey.detection.facts.FactRules;
import dev.odyssey.detection.facts.LocalDates;
import dev.odyssey.detection.matching.Judgement;
import dev.odyssey.detection.rules.Found;
import dev.odyssey.detection.rules.Scope;
import dev.odyssey.events.AgentKind;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.ContactEventType;
import dev.odyssey.facts.ContactFacts;
import dev.odyssey.facts.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * What the contacts of customers contribute to the scorecards: a record for each inbound contact.
 */
public final class ContactContributions implements FactRules<CustomerHistory, ContactFacts> {

  private static final long serialVersionUID = 1;

  private static final long DAY = CustomerHistory.DAY;
  private static final long WEEK = Duration.ofDays(7).toMillis();

  @Override
  public List<Contribution<ContactFacts>> derive(
      Judgement<CustomerHistory> judgement, List<Finding> findings, long since, long decidedAt) {
    CustomerHistory customer = judgement.history();
    Derivation derivation = new Derivation(judgement);
    List<Contribution<ContactFacts>> contributions = new ArrayList<>();
    for (Contact contact : customer.contacts()) {
      if (contact.isInbound) {
        ContactEvent initiated = customer.event(contact.initiated);
        contributions.add(
            new Contribution<>(
                initiated.contactId(),
                contact.initiated,
                new ContactFacts(
                    initiated.contactId(),
                    initiated.customerId(),
                    decidedAt,
                    derivation.inbound(contact, initiated))));
      }
    }
    return contributions;
  }

  @Override
  public ContactFacts withdrawn(String customerId, String part, long since, long decidedAt) {
    return ContactFacts.withdrawn(part, customerId, decidedAt);
  }

  /** What is asked of one customer's history. */
  private static final class Derivation {

    private static final String UTC = "UTC";

    private final Judgement<CustomerHistory> judgement;
    private final CustomerHistory customer;
    private final LocalDates dates = new LocalDates();
    private final Set<Contact> dropped = new HashSet<>();
    private final Set<Contact> abandoned = new HashSet<>();
    private final Set<Contact> repeated = new HashSet<>();
    private final Set<Contact> slow = new HashSet<>();

    Derivation(Judgement<CustomerHistory> judgement) {
      this.judgement = judgement;
      this.customer = judgement.history();
      for (Found<CustomerHistory> found : judgement.found()) {
        Contact contact = customer.contact(found.anchor());
        switch (found.rule().code()) {
          case DefectCode.DROPPED_CONTACT -> dropped.add(contact);
          case DefectCode.ABANDONED_CONTACT -> abandoned.add(contact);
          case DefectCode.REPEAT_CONTACT -> repeated.add(contact.previous);
          case DefectCode.SLOW_RESOLUTION -> slow.add(contact);
          default -> {}
        }
      }
    }

    ContactFacts.Inbound inbound(Contact contact, ContactEvent initiated) {
      int beforeTransfer = contact.transferred < 0 ? contact.last : contact.transferred - 1;
      return new ContactFacts.Inbound(
          dates.of(initiated.occurredAt(), Objects.requireNonNullElse(contact.timeZone, UTC)),
          contact.isExempt,
          contact.isExempt ? null : initiated.orderId(),
          customer.latest(contact, contact.last, ContactEvent::agentId),
          customer.latest(contact, contact.last, ContactEvent::site),
          customer.latest(contact, beforeTransfer, ContactEvent::agentId),
          customer.latest(contact, beforeTransfer, ContactEvent::site),
          contact.isConnected ? (Boolean) (contact.transferred >= 0) : null,
          dropped.contains(contact),
          abandoned.contains(contact),
          repeated.contains(contact),
          contact.opensEpisode ? episode(contact) : null,
          last(contact, ContactEventType.SURVEYED, ContactEvent::solved),
          last(contact, ContactEventType.SURVEYED, ContactEvent::csat),
          last(contact, ContactEventType.SURVEYED, ContactEvent::effort),
          last(contact, ContactEventType.AUDITED, ContactEvent::empathy),
          automation(contact));
    }

    /** What the last event of a type that has it says; null if none does. */
    private <T> T last(Contact contact, ContactEventType type, Function<ContactEvent, T> field) {
      T last = null;
      for (int i = contact.first; i >= 0; i = customer.next(Scope.CONTACT, i)) {
        if (customer.event(i).type() == type) {
          T value = field.apply(customer.event(i));
          last = value == null ? last : value;
        }
      }
      return last;
    }

    /** The episode that a contact opens, measured by the conversation from this contact on. */
    private ContactFacts.Episode episode(Contact contact) {
      boolean isConnected = contact.isConnected;
      boolean isResolved = contact.hasResolution;
      Contact last = contact;
      while (last.next != null && last.next.isReconnect) {
        last = last.next;
        isConnected |= last.isConnected;
        isResolved |= last.hasResolution;
      }
      return new ContactFacts.Episode(
          isConnected ? notAgain(last, DAY) : null,
          isConnected ? notAgain(last, WEEK) : null,
          isResolved,
          contact.episodeResolution < 0
              ? null
              : (Long) (customer.at(contact.episodeResolution) - customer.at(contact.initiated)),
          slow.contains(contact));
    }

    /**
     * Whether the customer does not come back within a time; exactly that time is within it.
     *
     * @param last the last contact of a conversation
     */
    private Outcome notAgain(Contact last, long within) {
      Contact again = last.next;
      int end = again == null ? last.lastEnded : again.previousEnd;
      long reference = customer.at(end < 0 ? last.initiated : end);
      if (again != null) {
        return customer.at(again.initiated) - reference <= within
            ? Outcome.FAILURE
            : Outcome.SUCCESS;
      }
      return unlessUndone(last, reference + within);
    }

    /** Whether a bot solved it alone and for good; null if the contact did not begin with one. */
    private ContactFacts.Automation automation(Contact contact) {
      if (contact.firstOfAKind < 0) {
        return null;
      }
      ContactEvent first = customer.event(contact.firstOfAKind);
      return first.agentKind() == AgentKind.BOT
          ? new ContactFacts.Automation(automated(contact), first.agentVersion(), first.trialArm())
          : null;
    }

    private Outcome automated(Contact contact) {
      int ended = contact.lastEnded;
      if (ended < 0
          || !Boolean.TRUE.equals(customer.event(ended).resolved())
          || isHandedOn(contact, ended)
          || customer.isComeback(contact)) {
        return Outcome.FAILURE;
      }
      return unlessUndone(contact, customer.at(ended) + DAY);
    }

    private boolean isHandedOn(Contact contact, int upTo) {
      for (int i = contact.first; i >= 0 && i <= upTo; i = customer.next(Scope.CONTACT, i)) {
        ContactEvent event = customer.event(i);
        if (event.type() == ContactEventType.TRANSFERRED || event.agentKind() == AgentKind.HUMAN) {
          return true;
        }
      }
      return false;
    }

    /** A success, for good only after an instant. */
    private Outcome unlessUndone(Contact contact, long until) {
      return judgement.hasPassed(contact.initiated, until + 1)
          ? Outcome.SUCCESS
          : Outcome.PROVISIONAL;
    }
  }
}
