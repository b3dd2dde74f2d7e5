package dev.odyssey.notifications.outreach;

import dev.odyssey.defects.Severity;
import dev.odyssey.notifications.ContactPreference;
import dev.odyssey.notifications.MessageChannel;
import dev.odyssey.notifications.Outreach;
import dev.odyssey.notifications.OutreachStatus;
import dev.odyssey.notifications.Suppression;
import dev.odyssey.notifications.WithdrawalReason;
import dev.odyssey.notifications.settings.OutreachSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * The messages to one recipient about one order: which of them are to be sent, and when.
 *
 * <p>A message is decided when its incident fires, and again when what stood against it is gone;
 * once its time has come it is as good as sent, and nothing takes it back. Of those that would come
 * too close together the most severe is sent; when it is withdrawn before its time, the next may
 * take its place.
 *
 * <p>Instants are epoch milliseconds of the clock that changes are detected by. After an outage
 * that is behind the clock on the wall; then a message can be sent from now on, not from when it
 * should have been, and quiet hours are those of now. What was settled meanwhile is withdrawn
 * before anybody has sent it. Not thread-safe.
 */
public final class Correspondence {

  /** So far behind the clock on the wall is no more than the usual lag of a watermark. */
  private static final long USUAL_LAG = Duration.ofMinutes(1).toMillis();

  /** Withdrawn for these, a message may yet be sent. */
  private static final Set<WithdrawalReason> FOR_NOW =
      EnumSet.of(
          WithdrawalReason.INHIBITED,
          WithdrawalReason.FEED_SILENT,
          WithdrawalReason.CAPPED,
          WithdrawalReason.SUPERSEDED);

  /** Those that gave way to another message. */
  private static final Set<WithdrawalReason> GAVE_WAY =
      EnumSet.of(WithdrawalReason.CAPPED, WithdrawalReason.SUPERSEDED);

  private static final Comparator<Message> MOST_SEVERE_FIRST =
      Comparator.comparing(Correspondence::severity, Comparator.reverseOrder())
          .thenComparing(Message::firedAt)
          .thenComparing(message -> message.ask().outreachId());

  /**
   * When a message would be sent.
   *
   * @param reason why it would not; null for no reason
   */
  private record Plan(long sendAfter, long expiresAt, WithdrawalReason reason) {}

  private final OutreachSettings settings;
  private final QuietHours quiet;
  private final TreeMap<String, Message> messages = new TreeMap<>();

  private ContactPreference preference;
  private long now;
  private long decidedAt;

  /** From when on what is decided now can be sent. */
  private long soonest;

  private List<Outreach> written;

  /**
   * The messages as they stand.
   *
   * @param preference of the recipient; null where there is none
   */
  Correspondence(
      OutreachSettings settings, Collection<Message> messages, ContactPreference preference) {
    this.settings = settings;
    this.quiet = new QuietHours(settings.quietFrom(), settings.quietTo());
    this.preference = preference;
    messages.forEach(message -> this.messages.put(message.ask().outreachId(), message));
  }

  /** What is to be kept. */
  List<Message> messages() {
    return List.copyOf(messages.values());
  }

  /**
   * Takes a step of an incident into account.
   *
   * @param decidedAt when this is decided by the clock on the wall
   */
  List<Outreach> accept(Ask ask, long at, long decidedAt) {
    begin(at, decidedAt);
    Message before = messages.get(ask.outreachId());
    if (before != null && before.hasSeen(ask)) {
      return written;
    }
    switch (ask.step()) {
      case FIRING -> fire(before, ask);
      case CHANGED -> change(before, ask);
      case CLEARED -> end(before, ask, WithdrawalReason.CLEARED);
      case RETRACTED -> end(before, ask, WithdrawalReason.RETRACTED);
      case PENDING, DROPPED -> throw new IllegalArgumentException("nothing to ask: " + ask.step());
    }
    return written;
  }

  /**
   * Takes another preference into account: for messages whose time has not come, whether they are
   * wanted and on which channels.
   *
   * @param next null for none
   */
  List<Outreach> prefer(ContactPreference next, long at, long decidedAt) {
    begin(at, decidedAt);
    preference = next;
    for (Message message : messages()) {
      if (!message.isAhead(now)) {
        continue;
      }
      if (isUnwanted(message)) {
        withdraw(message, WithdrawalReason.OPTED_OUT);
      } else if (!channels(message).equals(message.written().channels())) {
        Outreach last = message.written();
        write(message, new Plan(last.sendAfter(), last.expiresAt(), null));
      }
    }
    if (!written.isEmpty()) {
      fillIn();
    }
    return written;
  }

  private void begin(long at, long decided) {
    now = at;
    decidedAt = decided;
    soonest = decided - at > USUAL_LAG ? decided : at;
    written = new ArrayList<>();
  }

  private void fire(Message before, Ask ask) {
    if (before == null) {
      Message message = new Message(ask, now, now, null);
      write(message, plan(message));
    } else if (before.isOpen()) {
      change(before, ask);
    } else if (before.isRequested()) {
      keep(before.asked(ask, now));
    } else {
      Message message = new Message(ask, now, now, before.written());
      decideAnew(message);
    }
  }

  private void change(Message before, Ask ask) {
    if (before == null || !before.isOpen()) {
      return;
    }
    Message message = before.asked(ask, now);
    keep(message);
    if (message.isAhead(now) && message.suppressedBy() != null) {
      withdraw(message, reason(message.suppressedBy()));
      fillIn();
    } else if (!message.isRequested()
        && before.suppressedBy() != null
        && message.suppressedBy() == null
        && FOR_NOW.contains(message.written().reason())) {
      decideAnew(message);
    }
  }

  private void end(Message before, Ask ask, WithdrawalReason reason) {
    if (before == null) {
      return;
    }
    Message message = before.asked(ask, now);
    keep(message);
    if (message.isAhead(now)) {
      withdraw(message, reason);
      fillIn();
    }
  }

  /** Writes what is decided about a withdrawn message now, if that is another than before. */
  private void decideAnew(Message message) {
    Plan plan = plan(message);
    if (plan.reason == message.written().reason()) {
      keep(message);
    } else {
      write(message, plan);
    }
  }

  /** Lets the most severe of those that gave way take a place that has become free. */
  private void fillIn() {
    List<Message> candidates =
        messages.values().stream()
            .filter(m -> m.isOpen() && !m.isRequested() && m.suppressedBy() == null)
            .filter(m -> GAVE_WAY.contains(m.written().reason()))
            .sorted(MOST_SEVERE_FIRST)
            .toList();
    for (Message candidate : candidates) {
      Plan plan = plan(candidate);
      if (plan.reason == null) {
        write(candidate, plan);
        return;
      }
    }
  }

  private Plan plan(Message message) {
    Ask ask = message.ask();
    long sendAfter = sendAfter(ask);
    long expiresAt = sendAfter + ask.play().validFor().toMillis();
    if (ask.play().untilWindow() && ask.windowEnd() != null) {
      expiresAt = Math.min(expiresAt, ask.windowEnd());
    }
    return new Plan(sendAfter, expiresAt, objection(message, sendAfter, expiresAt));
  }

  private long sendAfter(Ask ask) {
    boolean isOwn = preference != null && preference.timeZone() != null;
    String timeZone = isOwn ? preference.timeZone() : ask.timeZone();
    ZoneId zone = settings.zoneOf(timeZone, ask.region());
    boolean isUrgent =
        ask.severity() == Severity.CRITICAL
            && ask.windowStart() != null
            && date(ask.windowStart(), zone).equals(date(soonest, zone));
    return isUrgent ? soonest : quiet.endOf(soonest, zone);
  }

  private static LocalDate date(long instant, ZoneId zone) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(instant), zone);
  }

  /** The first reason that stands against a message; null for none. */
  private WithdrawalReason objection(Message message, long sendAfter, long expiresAt) {
    if (message.ask().recipient() == null) {
      return WithdrawalReason.NO_RECIPIENT;
    }
    if (message.suppressedBy() != null) {
      return reason(message.suppressedBy());
    }
    if (isUnwanted(message)) {
      return WithdrawalReason.OPTED_OUT;
    }
    if (sendAfter >= expiresAt) {
      return WithdrawalReason.EXPIRED;
    }
    boolean isMostSevere =
        tooClose(message, sendAfter).stream()
            .allMatch(other -> severity(other).compareTo(severity(message)) < 0);
    return isMostSevere ? null : WithdrawalReason.CAPPED;
  }

  private List<Message> tooClose(Message message, long sendAfter) {
    return messages.values().stream()
        .filter(other -> !other.ask().outreachId().equals(message.ask().outreachId()))
        .filter(Message::isRequested)
        .filter(
            other -> Math.abs(other.written().sendAfter() - sendAfter) < settings.cap().toMillis())
        .toList();
  }

  /** As bad as what was, or would be, written says. */
  private static Severity severity(Message message) {
    return message.isRequested() ? message.written().severity() : message.ask().severity();
  }

  private boolean isUnwanted(Message message) {
    return preference != null
        && (preference.optedOut()
            || preference.templates().contains(message.ask().play().template()));
  }

  private List<MessageChannel> channels(Message message) {
    if (preference != null && !preference.channels().isEmpty()) {
      return preference.channels();
    }
    return settings.channels().getOrDefault(message.ask().play().to(), List.of());
  }

  private static WithdrawalReason reason(Suppression suppression) {
    return switch (suppression) {
      case HISTORICAL -> WithdrawalReason.HISTORICAL;
      case INHIBITED -> WithdrawalReason.INHIBITED;
      case FEED_SILENT -> WithdrawalReason.FEED_SILENT;
      case STORM, SILENCED ->
          throw new IllegalArgumentException("does not concern messages: " + suppression);
    };
  }

  private void withdraw(Message message, WithdrawalReason reason) {
    Outreach last = message.written();
    write(message, new Plan(last.sendAfter(), last.expiresAt(), reason));
  }

  private void write(Message message, Plan plan) {
    if (plan.reason == null) {
      for (Message other : tooClose(message, plan.sendAfter)) {
        if (other.isAhead(now)) {
          withdraw(other, WithdrawalReason.SUPERSEDED);
        }
      }
    }
    Ask ask = message.ask();
    Outreach revision =
        new Outreach(
            ask.outreachId(),
            message.written() == null ? 1 : message.written().revision() + 1,
            plan.reason == null ? OutreachStatus.REQUESTED : OutreachStatus.WITHDRAWN,
            plan.reason,
            ask.recipient(),
            ask.code(),
            severity(message),
            ask.play().template(),
            channels(message),
            ask.play().options(),
            ask.orderId(),
            ask.contactId(),
            ask.defectId(),
            plan.sendAfter,
            plan.expiresAt,
            decidedAt,
            ask.variables());
    written.add(revision);
    keep(message.wrote(revision, now));
  }

  private void keep(Message message) {
    messages.put(message.ask().outreachId(), message);
  }
}
