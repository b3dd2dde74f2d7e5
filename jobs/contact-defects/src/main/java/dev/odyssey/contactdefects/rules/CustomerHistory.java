package dev.odyssey.contactdefects.rules;

import dev.odyssey.detection.policy.Policies;
import dev.odyssey.detection.policy.Policy;
import dev.odyssey.detection.policy.Setting;
import dev.odyssey.detection.rules.History;
import dev.odyssey.detection.rules.Retention;
import dev.odyssey.detection.rules.Scope;
import dev.odyssey.events.AgentKind;
import dev.odyssey.events.Channel;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.ContactEventType;
import dev.odyssey.events.Direction;
import dev.odyssey.events.EndCause;
import dev.odyssey.events.EndedBy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What happened between one customer and customer service, in order, with what its rules ask.
 * Positions count from 0; -1 is none.
 *
 * <ul>
 *   <li>A <i>contact</i> has the channel, direction, reason and order of its first INITIATED. A
 *       second INITIATED means nothing, but is an event of its contact. Contacts about one order,
 *       or of one reason where they name none, are one <i>issue</i>; a contact without INITIATED
 *       belongs to none.
 *   <li>An inbound contact is <i>exempt</i> by its reason or channel, or as a misdial: the customer
 *       hung up at once and nobody had been there. An exempt contact opens, repeats, drops and
 *       abandons nothing; its events are events of the issue. <i>Inbound contacts</i> below are
 *       those that are not exempt.
 *   <li>A <i>resolution</i> is an ENDED with resolved=true or a SURVEYED with solved=true. An
 *       inbound INITIATED opens an <i>episode</i> of its issue if it is the first one, or there was
 *       a resolution since the last one that did, or the issue's previous event is more than
 *       issueExpiry ago. An episode lasts to the next opening.
 *   <li>The <i>end</i> of a contact before a later one is its last ENDED at most a minute after the
 *       later INITIATED: the clocks of switch and desk differ. A contact is a <i>reconnect</i> if
 *       the line of the inbound contact before it was lost at most reconnectWithin before.
 *   <li>The customer is <i>served</i> as of an ENDED if a person was there by then, or a bot that
 *       had not yet handed over. The customer is <i>reached</i> when a person is CONNECTED, or
 *       writes.
 * </ul>
 */
public final class CustomerHistory implements History<ContactEvent> {

  /** How far the clocks of switch and desk may differ, in milliseconds. */
  private static final long TOLERANCE = Duration.ofMinutes(1).toMillis();

  /** How long a customer must stay away after a contact that a bot solved, in milliseconds. */
  static final long DAY = Duration.ofDays(1).toMillis();

  private final List<ContactEvent> events;
  private final Policies policies;
  private final long[] kinds;
  private final Contact[] contactOf;
  private final int[] nextInContact;
  private final int[] nextInIssue;
  private final List<Contact> contacts = new ArrayList<>();
  private final List<Issue> issues = new ArrayList<>();
  private final Parts retention = new Parts();
  private int parts;
  private int[] answerAfter;
  private int[] resolutionAfter;
  private int[] contactStarts;
  private int[] issueStarts;

  /**
   * The history of a customer.
   *
   * @param events in order, without what was retracted
   */
  public CustomerHistory(List<ContactEvent> events, Policies policies) {
    this.events = events;
    this.policies = policies;
    int size = events.size();
    kinds = new long[size];
    contactOf = new Contact[size];
    nextInContact = new int[size];
    nextInIssue = new int[size];
    Arrays.fill(nextInContact, -1);
    Arrays.fill(nextInIssue, -1);
    readContacts();
    for (Contact contact : contacts) {
      readMeaning(contact);
    }
    readIssues();
    readComebacks();
  }

  private void readContacts() {
    Map<String, Contact> byId = new HashMap<>();
    Contact contact = null;
    for (int i = 0; i < kinds.length; i++) {
      ContactEvent event = events.get(i);
      if (contact == null || !event.contactId().equals(events.get(contact.first).contactId())) {
        contact = byId.computeIfAbsent(event.contactId(), id -> new Contact());
      }
      if (contact.first < 0) {
        contact.first = i;
        contacts.add(contact);
      } else {
        nextInContact[contact.last] = i;
      }
      contact.last = i;
      contactOf[i] = contact;
      note(contact, i, event);
    }
  }

  private static void note(Contact contact, int i, ContactEvent event) {
    boolean isFirstInitiated = false;
    switch (event.type()) {
      case INITIATED -> {
        isFirstInitiated = contact.initiated < 0;
        if (isFirstInitiated) {
          contact.initiated = i;
          contact.isInbound = event.direction() == Direction.INBOUND;
        }
      }
      case CONNECTED -> {
        contact.isConnected = true;
        notePerson(contact, event);
      }
      case TRANSFERRED -> {
        contact.transferred = contact.transferred < 0 ? i : contact.transferred;
        notePerson(contact, event);
      }
      case ENDED -> {
        contact.firstEnded = contact.firstEnded < 0 ? i : contact.firstEnded;
        contact.lastEnded = i;
      }
      default -> {}
    }
    if (contact.firstOfAKind < 0 && event.agentKind() != null) {
      contact.firstOfAKind = i;
    }
    contact.hasResolution |= event.isResolution();
    if (event.region() != null && (contact.region == null || isFirstInitiated)) {
      contact.region = event.region();
    }
    if (event.timeZone() != null && (contact.timeZone == null || isFirstInitiated)) {
      contact.timeZone = event.timeZone();
    }
  }

  private static void notePerson(Contact contact, ContactEvent event) {
    if (isPerson(event)) {
      contact.personAt = Math.min(contact.personAt, event.occurredAt());
    }
  }

  private static boolean isPerson(ContactEvent event) {
    return event.agentKind() != AgentKind.BOT;
  }

  /** What the events of a contact mean by themselves. */
  private void readMeaning(Contact contact) {
    contact.isExempt = contact.isInbound && isExempt(contact);
    int transfers = 0;
    boolean chained = false;
    boolean botServes = false;
    for (int i = contact.first; i >= 0; i = nextInContact[i]) {
      ContactEvent event = events.get(i);
      long kind = Kinds.of(event.type());
      switch (event.type()) {
        case INITIATED -> kind |= initiated(contact, i, event);
        case QUEUED -> botServes = false;
        case CONNECTED -> {
          botServes |= !isPerson(event);
          if (isPerson(event) && contact.initiated >= 0) {
            kind |= Kinds.REACHES;
          }
        }
        case TRANSFERRED -> {
          botServes = false;
          transfers++;
          if (!chained && transfers >= policy(i).count(Setting.MAX_TRANSFERS)) {
            chained = true;
            kind |= Kinds.ONE_TOO_MANY;
          }
        }
        case ENDED -> kind |= ended(contact, i, event, botServes);
        case SURVEYED -> kind |= surveyed(event);
        default -> {}
      }
      kinds[i] = kind;
    }
  }

  private boolean isExempt(Contact contact) {
    ContactEvent initiated = events.get(contact.initiated);
    Policy policy = policy(contact.initiated);
    return policy.exemptsReason(initiated.reason())
        || policy.exemptsChannel(initiated.channel().name())
        || isMisdial(contact, policy.millis(Setting.SHORT_ABANDON));
  }

  private boolean isMisdial(Contact contact, long shortAbandon) {
    if (contact.firstEnded < 0
        || contact.isConnected
        || contact.transferred >= 0
        || events.get(contact.firstEnded).endedBy() != EndedBy.CUSTOMER) {
      return false;
    }
    long after = at(contact.firstEnded) - at(contact.initiated);
    return after >= 0 && after <= shortAbandon;
  }

  private static long initiated(Contact contact, int i, ContactEvent event) {
    if (i != contact.initiated) {
      return 0;
    }
    if (contact.isInbound) {
      return contact.isExempt ? 0 : Kinds.INBOUND;
    }
    boolean isWritten =
        event.channel() == Channel.EMAIL
            || event.channel() == Channel.SMS
            || event.channel() == Channel.CHAT;
    return isWritten && event.agentKind() == AgentKind.HUMAN ? Kinds.REACHES : 0;
  }

  private long ended(Contact contact, int i, ContactEvent event, boolean botServes) {
    if (Boolean.TRUE.equals(event.resolved())) {
      return contact.initiated >= 0 ? Kinds.RESOLUTION : 0;
    }
    if (!contact.counts()) {
      return 0;
    }
    boolean isCutOff = event.endedBy() == EndedBy.SYSTEM && isLost(event);
    boolean isLeft =
        event.endedBy() == EndedBy.AGENT
            && Boolean.FALSE.equals(event.resolved())
            && i == contact.lastEnded;
    if ((isCutOff || isLeft) && isLive(events.get(contact.initiated).channel())) {
      return Kinds.DROPPED;
    }
    boolean isGivenUp =
        event.endedBy() == EndedBy.CUSTOMER
            || (event.endedBy() == EndedBy.SYSTEM && !isLost(event));
    return isGivenUp && !botServes && !isServedBySomebody(contact, i) ? Kinds.ABANDONED : 0;
  }

  private static boolean isLost(ContactEvent ended) {
    return ended.cause() == null || ended.cause() == EndCause.LOST;
  }

  private static boolean isLive(Channel channel) {
    return channel == Channel.VOICE || channel == Channel.CHAT;
  }

  /** Whether a person was there by an ENDED, or a bot came just as it was recorded. */
  private boolean isServedBySomebody(Contact contact, int ended) {
    long until = at(ended) + TOLERANCE;
    if (contact.personAt <= until) {
      return true;
    }
    for (int i = nextInContact[ended]; i >= 0 && at(i) <= until; i = nextInContact[i]) {
      if (events.get(i).type() == ContactEventType.CONNECTED) {
        return true;
      }
    }
    return false;
  }

  private static long surveyed(ContactEvent event) {
    if (event.solved() == null) {
      return 0;
    }
    return event.solved() ? Kinds.RESOLUTION : Kinds.UNSOLVED;
  }

  /** What the events mean among those of their issues. */
  private void readIssues() {
    Map<String, Issue> ofOrders = new HashMap<>();
    Map<String, Issue> ofReasons = new HashMap<>();
    for (int i = 0; i < kinds.length; i++) {
      Contact contact = contactOf[i];
      if (contact.initiated < 0) {
        if (i == contact.first) {
          contact.part = parts++;
        }
        continue;
      }
      if (i == contact.first) {
        ContactEvent initiated = events.get(contact.initiated);
        contact.issue =
            initiated.orderId() == null
                ? ofReasons.computeIfAbsent(initiated.reason(), key -> newIssue())
                : ofOrders.computeIfAbsent(initiated.orderId(), key -> newIssue());
        contact.part = contact.issue.part;
      }
      readInIssue(contact, i);
    }
  }

  private Issue newIssue() {
    Issue issue = new Issue(parts++);
    issues.add(issue);
    return issue;
  }

  private void readInIssue(Contact contact, int i) {
    Issue issue = contact.issue;
    if ((kinds[i] & Kinds.INBOUND) != 0) {
      kinds[i] |= follow(issue, contact, i) | open(issue, contact, i);
    }
    if (issue.first < 0) {
      issue.first = i;
    } else {
      nextInIssue[issue.last] = i;
    }
    issue.last = i;
    Contact opener = issue.opener;
    if (opener != null) {
      opener.episodeLast = i;
      if (opener.episodeResolution < 0 && (kinds[i] & Kinds.RESOLUTION) != 0) {
        opener.episodeResolution = i;
      }
    }
  }

  private long open(Issue issue, Contact contact, int i) {
    Contact opener = issue.opener;
    if (opener == null
        || opener.episodeResolution >= 0
        || at(i) - at(issue.last) > policy(i).millis(Setting.ISSUE_EXPIRY)) {
      contact.opensEpisode = true;
      issue.opener = contact;
      return Kinds.OPENS_EPISODE;
    }
    return 0;
  }

  /** Puts an inbound contact behind the one before it. */
  private long follow(Issue issue, Contact contact, int i) {
    Contact previous = issue.latestInbound;
    issue.latestInbound = contact;
    if (previous == null) {
      contact.number = 1;
      return 0;
    }
    contact.number = previous.number + 1;
    contact.previous = previous;
    previous.next = contact;
    int end = endBefore(previous, at(i));
    contact.previousEnd = end;
    long since = at(i) - at(end < 0 ? previous.initiated : end);
    contact.isReconnect =
        end >= 0
            && events.get(end).endedBy() == EndedBy.SYSTEM
            && isLost(events.get(end))
            && since <= policy(i).millis(Setting.RECONNECT_WITHIN);
    return !contact.isReconnect && since <= policy(i).millis(Setting.REPEAT_CONTACT_WITHIN)
        ? Kinds.REPEATS
        : 0;
  }

  /** The end of a contact before a later one that was initiated at an instant; -1 for none. */
  private int endBefore(Contact contact, long initiatedAt) {
    long until = initiatedAt + TOLERANCE;
    if (contact.lastEnded < 0 || at(contact.lastEnded) <= until) {
      return contact.lastEnded;
    }
    int end = -1;
    for (int i = contact.first; i >= 0 && at(i) <= until; i = nextInContact[i]) {
      if (events.get(i).type() == ContactEventType.ENDED) {
        end = i;
      }
    }
    return end;
  }

  /** What inbound contact came next, whatever it was about. */
  private void readComebacks() {
    int next = -1;
    for (int i = kinds.length - 1; i >= 0; i--) {
      if (contactOf[i].initiated == i) {
        contactOf[i].nextInbound = next;
      }
      if (is(i, Kinds.INBOUND)) {
        next = i;
      }
    }
  }

  /** Whether the customer is back within a day of the end of a contact, about whatever. */
  boolean isComeback(Contact contact) {
    return contact.nextInbound >= 0
        && contact.lastEnded >= 0
        && at(contact.nextInbound) <= at(contact.lastEnded) + DAY;
  }

  @Override
  public int size() {
    return kinds.length;
  }

  @Override
  public ContactEvent event(int index) {
    return events.get(index);
  }

  @Override
  public long kinds(int index) {
    return kinds[index];
  }

  boolean is(int index, long anyOf) {
    return (kinds[index] & anyOf) != 0;
  }

  /** The policies in force at an event; what offerings set of their own is not for contacts. */
  @Override
  public Policy policy(int index) {
    return policies.at(at(index));
  }

  /** The customer's time zone, as the contact of the event names it. */
  @Override
  public String timeZone(int index) {
    return contactOf[index].timeZone;
  }

  @Override
  public int[] starts(Scope scope) {
    return switch (scope) {
      case SUBJECT -> History.super.starts(scope);
      case ISSUE -> {
        if (issueStarts == null) {
          issueStarts = issues.stream().mapToInt(issue -> issue.first).toArray();
        }
        yield issueStarts;
      }
      case CONTACT -> {
        if (contactStarts == null) {
          contactStarts = contacts.stream().mapToInt(contact -> contact.first).toArray();
        }
        yield contactStarts;
      }
    };
  }

  @Override
  public int next(Scope scope, int index) {
    return switch (scope) {
      case SUBJECT -> History.super.next(scope, index);
      case ISSUE -> nextInIssue[index];
      case CONTACT -> nextInContact[index];
    };
  }

  /** The contact of an event. */
  Contact contact(int index) {
    return contactOf[index];
  }

  /** All contacts, in the order of their first events. */
  List<Contact> contacts() {
    return contacts;
  }

  /** The first INITIATED of the contact of an event; null if it never came. */
  ContactEvent initiated(int index) {
    int initiated = contactOf[index].initiated;
    return initiated < 0 ? null : events.get(initiated);
  }

  /** Whether two events are of one issue, or of one contact that belongs to none. */
  boolean isOfOnePart(int one, int other) {
    return contactOf[one].part == contactOf[other].part;
  }

  /** The next event that reaches the customer, or resolves the issue of an event; -1 for none. */
  int answerAfter(int index) {
    readAnswers();
    return answerAfter[index];
  }

  /** The next resolution of the issue, or of the contact that belongs to none; -1 for none. */
  int resolutionAfter(int index) {
    readAnswers();
    return resolutionAfter[index];
  }

  /** Only few histories are asked about it. */
  private void readAnswers() {
    if (answerAfter != null) {
      return;
    }
    answerAfter = new int[kinds.length];
    resolutionAfter = new int[kinds.length];
    int[] resolutions = new int[parts];
    Arrays.fill(resolutions, -1);
    int reached = -1;
    for (int i = kinds.length - 1; i >= 0; i--) {
      int part = contactOf[i].part;
      int resolution = resolutions[part];
      resolutionAfter[i] = resolution;
      answerAfter[i] =
          reached < 0 || resolution < 0
              ? Math.max(reached, resolution)
              : Math.min(reached, resolution);
      if (is(i, Kinds.RESOLUTION)) {
        resolutions[part] = i;
      }
      if (is(i, Kinds.REACHES)) {
        reached = i;
      }
    }
  }

  /**
   * What the latest event of a contact up to a position says that says it, surveys and audits
   * aside; null if none does.
   */
  <T> T latest(Contact contact, int upTo, Function<ContactEvent, T> field) {
    T latest = null;
    for (int i = contact.first; i >= 0 && i <= upTo; i = nextInContact[i]) {
      ContactEvent event = events.get(i);
      if (event.type() != ContactEventType.SURVEYED && event.type() != ContactEventType.AUDITED) {
        T value = field.apply(event);
        latest = value == null ? latest : value;
      }
    }
    return latest;
  }

  @Override
  public Retention retention() {
    return retention;
  }

  /** An issue is one part, and so is a contact that belongs to none. */
  private final class Parts implements Retention {

    @Override
    public int parts() {
      return parts;
    }

    @Override
    public int part(int index) {
      return contactOf[index].part;
    }

    /**
     * An event that settles a defect of another part, or shows that a bot had not solved it, is
     * kept for as long as that part: without it the defect would stand again.
     */
    @Override
    public void extend(long[] keptUntil) {
      Needs needs = new Needs(parts);
      addAnswers(needs);
      addComebacks(needs);
      needs.extend(keptUntil);
    }

    private void addAnswers(Needs needs) {
      for (int i = 0; i < kinds.length; i++) {
        int answer = is(i, Kinds.DROPPED | Kinds.ABANDONED) ? answerAfter(i) : -1;
        if (answer >= 0) {
          needs.add(part(i), part(answer));
        }
      }
    }

    private void addComebacks(Needs needs) {
      for (Contact contact : contacts) {
        if (contact.isInbound && isComeback(contact)) {
          needs.add(contact.part, part(contact.nextInbound));
        }
      }
    }
  }
}
