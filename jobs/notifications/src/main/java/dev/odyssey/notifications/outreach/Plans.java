package dev.odyssey.notifications.outreach;

import dev.odyssey.defects.Severity;
import dev.odyssey.events.TimeZones;
import dev.odyssey.notifications.MessageChannel;
import dev.odyssey.notifications.Outreach;
import dev.odyssey.notifications.OutreachOption;
import dev.odyssey.notifications.OutreachStatus;
import dev.odyssey.notifications.Recipient;
import dev.odyssey.notifications.WithdrawalReason;
import dev.odyssey.notifications.cases.Wish;
import dev.odyssey.notifications.cases.Wishes;
import dev.odyssey.notifications.outreach.MessageRules.Topic;
import dev.odyssey.notifications.settings.MessageSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The messages that should go out to one recipient, and when: caps, nights and digests. */
final class Plans {

  static final String DIGEST = "DIGEST";

  /** What is withdrawn for these is not planned anew. */
  private static final Set<WithdrawalReason> LATE =
      EnumSet.of(WithdrawalReason.NO_ZONE, WithdrawalReason.EXPIRED);

  /** How many orders a digest names. */
  private static final int NAMED = 50;

  private final MessageSettings settings;
  private final Recipient recipient;
  private final Preference preference;
  private final long now;
  private final Map<String, Planned> plans = new TreeMap<>();

  Plans(MessageSettings settings, Recipient recipient, Preference preference, long now) {
    this.settings = settings;
    this.recipient = recipient;
    this.preference = preference;
    this.now = now;
  }

  /** A message as it should be. */
  private static final class Planned {
    private final String id;
    private final Topic topic;
    private final Wish wish;
    private final long from;
    private final boolean isSent;
    private List<MessageChannel> channels = List.of();
    private WithdrawalReason against;
    private long sendAfter;
    private long expiresAt;
    private String digest;

    Planned(String id, Topic topic, Wish wish, long from, boolean isSent) {
      this.id = id;
      this.topic = topic;
      this.wish = wish;
      this.from = from;
      this.isSent = isSent;
    }

    boolean isWaiting() {
      return against == null && !isSent;
    }

    Severity severity() {
      return topic.wishes().stream()
          .filter(some -> some.against() == null)
          .map(Wish::severity)
          .max(Comparator.naturalOrder())
          .orElse(wish.severity());
    }
  }

  /** Makes the plan of what is wished for. */
  Plans make(Map<String, Wishes> wishes, Map<String, Sent> told) {
    for (Topic topic : Topic.of(wishes)) {
      Planned planned = planned(topic, told);
      plans.put(planned.id, planned);
    }
    for (Planned planned : plans.values()) {
      prepare(planned, told);
    }
    cap();
    digest(told);
    for (Planned planned : plans.values()) {
      boolean isLate = planned.isWaiting() && planned.sendAfter >= planned.expiresAt;
      planned.against = isLate ? WithdrawalReason.EXPIRED : planned.against;
    }
    return this;
  }

  private Planned planned(Topic topic, Map<String, Sent> told) {
    Wish first =
        topic.wishes().stream()
            .filter(wish -> wish.against() == null)
            .findFirst()
            .orElse(topic.wishes().get(0));
    Sent known = null;
    for (Sent sent : told.values()) {
      boolean isSame =
          sent.stands()
              && topic.matter().equals(sent.matter())
              && topic.template().equals(sent.last().template());
      known = isSame ? sent : known;
    }
    String id = OutreachIds.of(recipient.key(), topic.template(), first.defectId());
    if (known == null) {
      known = told.get(id);
    } else {
      id = known.last().outreachId();
    }
    boolean isSent = known != null && hasGoneOut(known, told);
    boolean goesOn = known != null && known.stands() && known.isAhead(now);
    boolean isInDigest = known != null && known.stands() && known.digest() != null;
    boolean isLate = known != null && known.stands() && LATE.contains(known.last().reason());
    long from = isSent || goesOn || isInDigest || isLate ? known.plannedFrom() : now;
    return new Planned(id, topic, first, from, isSent);
  }

  /** Whether a message has gone out, by itself or in a digest. */
  private boolean hasGoneOut(Sent sent, Map<String, Sent> told) {
    if (sent.digest() != null) {
      Sent digest = told.get(sent.digest());
      return digest != null && digest.isSent(now);
    }
    return sent.isSent(now);
  }

  private void prepare(Planned planned, Map<String, Sent> told) {
    Sent known = told.get(planned.id);
    List<MessageChannel> failed = known == null ? List.of() : known.failed();
    List<MessageChannel> wanted = wanted();
    planned.channels = wanted.stream().filter(one -> !failed.contains(one)).toList();
    Wish wish = planned.wish;
    long wait = wish.severity() == Severity.CRITICAL ? 0 : settings.digestWait().toMillis();
    planned.sendAfter = planned.isSent ? sentAt(planned, told) : planned.from + wait;
    planned.expiresAt = expiry(wish, planned.sendAfter);
    if (planned.isSent) {
      return;
    }
    if (wish.against() != null) {
      planned.against = wish.against();
    } else if (isUnwanted(wish, wanted)) {
      planned.against = WithdrawalReason.OPTED_OUT;
    } else if (planned.channels.isEmpty()) {
      planned.against = WithdrawalReason.UNREACHABLE;
    } else if (hasActed(planned, told)) {
      planned.against = WithdrawalReason.ACTED;
    } else {
      at(planned, planned.sendAfter);
    }
  }

  private static long sentAt(Planned planned, Map<String, Sent> told) {
    Sent known = told.get(planned.id);
    return known.digest() == null
        ? known.last().sendAfter()
        : told.get(known.digest()).last().sendAfter();
  }

  private List<MessageChannel> wanted() {
    List<MessageChannel> all =
        preference.channels().isEmpty()
            ? settings.channels().getOrDefault(recipient.kind(), List.of())
            : preference.channels();
    return all.stream().filter(one -> !preference.withoutChannels().contains(one)).toList();
  }

  private boolean isUnwanted(Wish wish, List<MessageChannel> wanted) {
    return preference.optedOut()
        || preference.templates().contains(wish.template())
        || wanted.isEmpty();
  }

  /** Whether the recipient has already chosen what it asks for. */
  private static boolean hasActed(Planned planned, Map<String, Sent> told) {
    return told.values().stream()
        .filter(sent -> sent.stands() && sent.acted() != null)
        .filter(sent -> planned.topic.matter().equals(sent.matter()))
        .anyMatch(sent -> planned.wish.options().contains(sent.acted()));
  }

  /** Plans a message for an instant, or for the end of the night that it is in. */
  private void at(Planned planned, long instant) {
    Wish wish = planned.wish;
    MessageSettings.Night night =
        settings.night(planned.channels.get(0), recipient.kind(), wish.region());
    String zone = preference.timeZone() == null ? wish.timeZone() : preference.timeZone();
    if (night != null && zone == null) {
      boolean isOver = now >= planned.expiresAt;
      planned.against = isOver ? WithdrawalReason.EXPIRED : WithdrawalReason.NO_ZONE;
      return;
    }
    planned.sendAfter =
        night == null
            ? instant
            : new SendTime(
                    settings, night, TimeZones.of(zone), wish.windowStart(), wish.windowEnd())
                .from(instant);
    planned.expiresAt = expiry(wish, planned.sendAfter);
  }

  private static long expiry(Wish wish, long sendAfter) {
    long expiresAt = sendAfter + wish.validFor();
    return wish.untilWindow() && wish.windowEnd() != null
        ? Math.min(expiresAt, wish.windowEnd())
        : expiresAt;
  }

  /**
   * One message a matter within the cap, unless the next is more severe; others wait for its end.
   */
  private void cap() {
    List<Planned> placed = new ArrayList<>();
    List<Planned> order = new ArrayList<>(plans.values());
    order.sort(
        Comparator.comparing((Planned planned) -> !planned.isSent)
            .thenComparing(Planned::severity, Comparator.reverseOrder())
            .thenComparingLong(planned -> planned.from)
            .thenComparing(planned -> planned.id));
    long cap = settings.cap().toMillis();
    for (Planned planned : order) {
      if (planned.isWaiting()) {
        boolean moved = true;
        while (moved && planned.against == null) {
          moved = false;
          for (Planned other : placed) {
            if (other.topic.matter().equals(planned.topic.matter())
                && other.severity().compareTo(planned.severity()) >= 0
                && other.sendAfter <= planned.sendAfter
                && planned.sendAfter < other.sendAfter + cap) {
              at(planned, other.sendAfter + cap);
              moved = true;
            }
          }
        }
      }
      if (planned.isSent || planned.against == null) {
        placed.add(planned);
      }
    }
  }

  /** Many within a short time are one; what is critical goes by itself. */
  private void digest(Map<String, Sent> told) {
    List<Long> sent = new ArrayList<>();
    for (Sent one : told.values()) {
      if (one.isSent(now)) {
        sent.add(one.last().sendAfter());
      }
    }
    List<Planned> waiting = new ArrayList<>();
    for (Planned planned : plans.values()) {
      if (planned.isWaiting() && planned.severity() != Severity.CRITICAL) {
        waiting.add(planned);
      }
    }
    waiting.sort(
        Comparator.comparingLong((Planned planned) -> planned.sendAfter)
            .thenComparing(planned -> planned.id));
    long within = settings.digestWithin().toMillis();
    while (!waiting.isEmpty()) {
      Planned first = waiting.get(0);
      long begin = first.sendAfter;
      for (long at : sent) {
        begin =
            at <= first.sendAfter && at > first.sendAfter - within ? Math.min(begin, at) : begin;
      }
      long from = begin;
      long before = sent.stream().filter(at -> at >= from && at < from + within).count();
      List<Planned> some = waiting.stream().filter(one -> one.sendAfter < from + within).toList();
      if (before + some.size() >= settings.digestFrom() && some.size() > 1 || isOpen(first, told)) {
        together(some, from + within, told);
        waiting.removeAll(some);
      } else {
        waiting.remove(first);
      }
    }
  }

  /** Whether a message is part of a digest that is still to go out. */
  private boolean isOpen(Planned planned, Map<String, Sent> told) {
    Sent known = told.get(planned.id);
    Sent digest = known == null || known.digest() == null ? null : told.get(known.digest());
    return digest != null && digest.isAhead(now);
  }

  private void together(List<Planned> some, long at, Map<String, Sent> told) {
    String id = null;
    long sendAfter = at;
    for (Planned planned : some) {
      if (isOpen(planned, told)) {
        id = told.get(planned.id).digest();
        sendAfter = told.get(id).last().sendAfter();
      }
    }
    if (id == null) {
      id = OutreachIds.of(recipient.key(), DIGEST, some.get(0).wish.defectId());
      Planned first = some.get(0);
      at(first, at);
      sendAfter = first.sendAfter;
    }
    for (Planned planned : some) {
      planned.digest = id;
      planned.sendAfter = sendAfter;
    }
  }

  /** Writes the difference to what was told. */
  void tell(Map<String, Sent> told, Map<String, WithdrawalReason> gone, Consumer<Outreach> out) {
    Map<String, List<Planned>> digests = new TreeMap<>();
    for (Planned planned : plans.values()) {
      if (planned.digest != null) {
        digests.computeIfAbsent(planned.digest, id -> new ArrayList<>()).add(planned);
      }
      tell(planned, told, out);
    }
    digests.forEach((id, parts) -> tellDigest(id, parts, told, out));
    for (Map.Entry<String, Sent> entry : new TreeMap<>(told).entrySet()) {
      String id = entry.getKey();
      if (!plans.containsKey(id) && !digests.containsKey(id) && entry.getValue().stands()) {
        end(id, entry.getValue(), gone, told, out);
      }
    }
  }

  private void tell(Planned planned, Map<String, Sent> told, Consumer<Outreach> out) {
    Sent known = told.get(planned.id);
    if (planned.isSent) {
      told.put(planned.id, sendAgain(planned, known, out).stands(true));
      return;
    }
    WithdrawalReason reason = planned.digest == null ? planned.against : WithdrawalReason.DIGEST;
    Outreach next = outreach(planned, reason, known);
    Outreach last = known == null ? null : known.last();
    if (last == null || !same(last, next)) {
      out.accept(next);
      last = next;
    }
    told.put(
        planned.id,
        new Sent(
            last,
            planned.topic.matter(),
            planned.from,
            true,
            planned.digest,
            known == null ? List.of() : known.failed(),
            known == null ? null : known.acted()));
  }

  /** What has failed by one channel is tried by the next. */
  private Sent sendAgain(Planned planned, Sent known, Consumer<Outreach> out) {
    boolean hasFailed =
        known.digest() == null
            && known.acted() == null
            && known.last().channels().stream().anyMatch(known.failed()::contains);
    if (!hasFailed) {
      return keepRight(planned, known, out);
    }
    WithdrawalReason reason = planned.channels.isEmpty() ? WithdrawalReason.UNREACHABLE : null;
    if (reason == null) {
      at(planned, now);
      reason = planned.sendAfter >= planned.expiresAt ? WithdrawalReason.EXPIRED : null;
    }
    Outreach next = outreach(planned, reason, known);
    out.accept(next);
    return new Sent(
        next, known.matter(), known.plannedFrom(), true, null, known.failed(), known.acted());
  }

  /** What has gone out is not sent again, but what it says is kept right. */
  private Sent keepRight(Planned planned, Sent known, Consumer<Outreach> out) {
    Outreach last = known.last();
    Map<String, String> variables = outreach(planned, null, known).variables();
    boolean isRight =
        known.digest() != null || now >= last.expiresAt() || variables.equals(last.variables());
    if (isRight) {
      return known;
    }
    Outreach next =
        new Outreach(
            last.outreachId(),
            last.revision() + 1,
            last.status(),
            last.reason(),
            last.recipient(),
            last.code(),
            last.severity(),
            last.template(),
            last.channels(),
            last.options(),
            last.caseId(),
            last.orderId(),
            last.contactId(),
            last.defectId(),
            last.sendAfter(),
            last.expiresAt(),
            now,
            last.unconfirmed(),
            variables);
    out.accept(next);
    return new Sent(
        next, known.matter(), known.plannedFrom(), true, null, known.failed(), known.acted());
  }

  private void end(
      String id,
      Sent known,
      Map<String, WithdrawalReason> gone,
      Map<String, Sent> told,
      Consumer<Outreach> out) {
    Sent ended = known.stands(false);
    if (known.isAhead(now)) {
      Outreach last = known.last();
      WithdrawalReason reason =
          gone.getOrDefault(last.template() + "/" + last.defectId(), WithdrawalReason.CLEARED);
      Outreach next = withdrawn(last, reason);
      out.accept(next);
      ended =
          new Sent(
              next,
              known.matter(),
              known.plannedFrom(),
              false,
              null,
              known.failed(),
              known.acted());
    }
    told.put(id, ended);
  }

  private Outreach withdrawn(Outreach last, WithdrawalReason reason) {
    return new Outreach(
        last.outreachId(),
        last.revision() + 1,
        OutreachStatus.WITHDRAWN,
        reason,
        last.recipient(),
        last.code(),
        last.severity(),
        last.template(),
        last.channels(),
        last.options(),
        last.caseId(),
        last.orderId(),
        last.contactId(),
        last.defectId(),
        last.sendAfter(),
        last.expiresAt(),
        now,
        last.unconfirmed(),
        last.variables());
  }

  private Outreach outreach(Planned planned, WithdrawalReason reason, Sent known) {
    Wish wish = planned.wish;
    Map<String, String> variables = new TreeMap<>(wish.variables());
    if (planned.topic.wishes().size() > 1) {
      variables.put("count", String.valueOf(planned.topic.wishes().size()));
    }
    return new Outreach(
        planned.id,
        known == null ? 1 : known.last().revision() + 1,
        reason == null ? OutreachStatus.REQUESTED : OutreachStatus.WITHDRAWN,
        reason,
        recipient,
        wish.code(),
        planned.severity(),
        wish.template(),
        planned.channels,
        wish.options(),
        wish.caseId(),
        wish.orderId(),
        wish.contactId(),
        known == null ? wish.defectId() : known.last().defectId(),
        planned.sendAfter,
        Math.max(planned.expiresAt, planned.sendAfter),
        now,
        wish.isUnconfirmed(),
        variables);
  }

  private void tellDigest(
      String id, List<Planned> parts, Map<String, Sent> told, Consumer<Outreach> out) {
    parts.sort(
        Comparator.comparingLong((Planned part) -> part.wish.since())
            .thenComparing(part -> part.wish.defectId()));
    Sent known = told.get(id);
    Planned first = parts.get(0);
    Set<OutreachOption> options = new LinkedHashSet<>();
    Set<String> orders = new LinkedHashSet<>();
    long expiresAt = Long.MIN_VALUE;
    boolean isUnconfirmed = false;
    Severity severity = first.severity();
    for (Planned part : parts) {
      options.addAll(part.wish.options());
      orders.add(part.wish.orderId() == null ? part.wish.caseId() : part.wish.orderId());
      expiresAt = Math.max(expiresAt, expiry(part.wish, part.sendAfter));
      isUnconfirmed |= part.wish.isUnconfirmed();
      severity = part.severity().compareTo(severity) > 0 ? part.severity() : severity;
    }
    Map<String, String> variables = new TreeMap<>();
    variables.put("count", String.valueOf(parts.size()));
    variables.put("orderIds", String.join(" ", orders.stream().limit(NAMED).toList()));
    Outreach next =
        new Outreach(
            id,
            known == null ? 1 : known.last().revision() + 1,
            OutreachStatus.REQUESTED,
            null,
            recipient,
            first.wish.code(),
            severity,
            DIGEST,
            first.channels,
            List.copyOf(options),
            first.wish.caseId(),
            null,
            null,
            known == null ? first.wish.defectId() : known.last().defectId(),
            first.sendAfter,
            Math.max(expiresAt, first.sendAfter + 1),
            now,
            isUnconfirmed,
            variables);
    Outreach last = known == null ? null : known.last();
    if (last == null || !same(last, next)) {
      out.accept(next);
      last = next;
    }
    told.put(id, new Sent(last, null, now, true, null, List.of(), null));
  }

  /** Whether two revisions say the same. */
  private static boolean same(Outreach last, Outreach next) {
    if (last.status() == OutreachStatus.WITHDRAWN && last.reason() == next.reason()) {
      return true;
    }
    return new Outreach(
            next.outreachId(),
            last.revision(),
            next.status(),
            next.reason(),
            next.recipient(),
            next.code(),
            next.severity(),
            next.template(),
            next.channels(),
            next.options(),
            next.caseId(),
            next.orderId(),
            next.contactId(),
            next.defectId(),
            next.sendAfter(),
            next.expiresAt(),
            last.decidedAt(),
            next.unconfirmed(),
            next.variables())
        .equals(last);
  }
}
