package dev.odyssey.codec;

import dev.odyssey.defects.ChargedTo;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.DefectStatus;
import dev.odyssey.defects.Evidence;
import dev.odyssey.defects.Finding;
import dev.odyssey.defects.Severity;
import dev.odyssey.events.AgentKind;
import dev.odyssey.events.Channel;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.ContactEventType;
import dev.odyssey.events.Direction;
import dev.odyssey.events.EndCause;
import dev.odyssey.events.EndedBy;
import dev.odyssey.events.Initiator;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.OrderEventType;
import dev.odyssey.facts.ContactFacts;
import dev.odyssey.facts.OrderFacts;
import dev.odyssey.facts.Outcome;
import dev.odyssey.notifications.Acknowledgement;
import dev.odyssey.notifications.Alert;
import dev.odyssey.notifications.AlertKind;
import dev.odyssey.notifications.AlertReason;
import dev.odyssey.notifications.AlertStatus;
import dev.odyssey.notifications.CaseFile;
import dev.odyssey.notifications.CaseStatus;
import dev.odyssey.notifications.ContactPreference;
import dev.odyssey.notifications.MessageChannel;
import dev.odyssey.notifications.Outreach;
import dev.odyssey.notifications.OutreachOption;
import dev.odyssey.notifications.OutreachOutcome;
import dev.odyssey.notifications.OutreachStatus;
import dev.odyssey.notifications.Recipient;
import dev.odyssey.notifications.Silence;
import dev.odyssey.notifications.Suppression;
import dev.odyssey.notifications.WithdrawalReason;
import dev.odyssey.scorecards.Counters;
import dev.odyssey.scorecards.EntityType;
import dev.odyssey.scorecards.Interval;
import dev.odyssey.scorecards.Metric;
import dev.odyssey.scorecards.ProviderTier;
import dev.odyssey.scorecards.Scorecard;
import dev.odyssey.scorecards.ScorecardKey;
import dev.odyssey.scorecards.ScorecardRow;
import dev.odyssey.scorecards.Target;
import dev.odyssey.scorecards.Tier;
import dev.odyssey.scorecards.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/** Any valid record: every optional field there or not, whatever the type. */
final class AnyRecord {

  /** What the job of notifications reads and writes, for properties that take one of each. */
  static final class Notifications extends DomainContextBase {

    @Provide
    Arbitrary<Alert> alerts() {
      return alert();
    }

    @Provide
    Arbitrary<CaseFile> cases() {
      return of(draft -> caseFile(draft));
    }

    @Provide
    Arbitrary<Acknowledgement> acknowledgements() {
      return of(draft -> acknowledgement(draft));
    }

    @Provide
    Arbitrary<Outreach> messages() {
      return outreach();
    }

    @Provide
    Arbitrary<Silence> silences() {
      return silence();
    }

    @Provide
    Arbitrary<ContactPreference> preferences() {
      return contactPreference();
    }

    @Provide
    Arbitrary<OutreachOutcome> outcomes() {
      return outreachOutcome();
    }
  }

  private static final long MIN = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();
  private static final long MAX = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();
  private static final long MIN_EVENT = Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();
  private static final long MAX_EVENT = Instant.parse("2100-12-31T23:59:59.999Z").toEpochMilli();
  private static final int TEN_MINUTES = (int) Duration.ofMinutes(10).toMillis();
  private static final List<String> ZONES =
      ZoneId.getAvailableZoneIds().stream()
          .filter(zone -> !zone.startsWith("SystemV/"))
          .sorted()
          .toList();

  static Arbitrary<OrderEvent> orderEvent() {
    return of(draft -> orderEvent(draft));
  }

  static Arbitrary<ContactEvent> contactEvent() {
    return of(draft -> contactEvent(draft));
  }

  static Arbitrary<DefectChange> defectChange() {
    return of(draft -> defectChange(draft));
  }

  static Arbitrary<OrderFacts> orderFacts() {
    return of(draft -> orderFacts(draft));
  }

  static Arbitrary<ContactFacts> contactFacts() {
    return of(draft -> contactFacts(draft));
  }

  static Arbitrary<ScorecardRow> scorecardRow() {
    return of(draft -> scorecardRow(draft));
  }

  static Arbitrary<ProviderTier> providerTier() {
    return of(draft -> providerTier(draft));
  }

  static Arbitrary<Alert> alert() {
    return of(draft -> alert(draft));
  }

  static Arbitrary<Outreach> outreach() {
    return of(draft -> outreach(draft));
  }

  static Arbitrary<Silence> silence() {
    return of(draft -> silence(draft));
  }

  static Arbitrary<ContactPreference> contactPreference() {
    return of(draft -> contactPreference(draft));
  }

  static Arbitrary<OutreachOutcome> outreachOutcome() {
    return of(draft -> outreachOutcome(draft));
  }

  /** Not shrunk: a record names all its fields when it fails. */
  private static <T> Arbitrary<T> of(Function<Draft, T> record) {
    return Arbitraries.randomValue(random -> record.apply(new Draft(random)));
  }

  private static OrderEvent orderEvent(Draft any) {
    OrderEventType type = any.symbol(OrderEventType.class);
    boolean rescheduled = type == OrderEventType.RESCHEDULED;
    long recordedAt = any.eventTime();
    long windowStart = any.eventTime();
    boolean promises = type.isPromise() || any.truth();
    return OrderEvent.builder()
        .eventId(any.id())
        .type(type)
        .occurredAt(any.aboutOrBefore(recordedAt))
        .recordedAt(recordedAt)
        .retracts(type == OrderEventType.RETRACTED ? any.id() : null)
        .orderId(any.id())
        .customerId(any.maybe(any::id))
        .offeringId(any.id())
        .region(any.id())
        .timeZone(any.of(ZONES))
        .providerId(any.maybe(any::id))
        .windowStart(promises ? (Long) windowStart : null)
        .windowEnd(promises ? (Long) any.notBefore(windowStart) : null)
        .initiator(
            rescheduled || type == OrderEventType.CANCELLED
                ? any.symbol(Initiator.class)
                : any.maybe(() -> any.symbol(Initiator.class)))
        .reason(any.maybe(any::id))
        .stars(
            type == OrderEventType.RATED
                ? (Integer) any.between(1, 5)
                : any.maybe(() -> any.between(1, 5)))
        .claimId(any.maybe(any::id))
        .build();
  }

  private static ContactEvent contactEvent(Draft any) {
    ContactEventType type = any.symbol(ContactEventType.class);
    boolean initiated = type == ContactEventType.INITIATED;
    long recordedAt = any.eventTime();
    return ContactEvent.builder()
        .eventId(any.id())
        .type(type)
        .occurredAt(any.aboutOrBefore(recordedAt))
        .recordedAt(recordedAt)
        .retracts(type == ContactEventType.RETRACTED ? any.id() : null)
        .contactId(any.id())
        .customerId(any.id())
        .orderId(any.maybe(any::id))
        .region(any.maybe(any::id))
        .timeZone(any.maybe(() -> any.of(ZONES)))
        .channel(initiated ? any.symbol(Channel.class) : any.maybe(() -> any.symbol(Channel.class)))
        .direction(
            initiated ? any.symbol(Direction.class) : any.maybe(() -> any.symbol(Direction.class)))
        .reason(initiated ? any.id() : any.maybe(any::id))
        .agentId(any.maybe(any::id))
        .agentKind(any.maybe(() -> any.symbol(AgentKind.class)))
        .agentVersion(any.maybe(any::id))
        .trialArm(any.maybe(any::id))
        .site(any.maybe(any::id))
        .endedBy(
            type == ContactEventType.ENDED
                ? any.symbol(EndedBy.class)
                : any.maybe(() -> any.symbol(EndedBy.class)))
        .cause(any.maybe(() -> any.symbol(EndCause.class)))
        .resolved(any.maybe(any::truth))
        .solved(any.maybe(any::truth))
        .csat(any.maybe(() -> any.between(1, 5)))
        .effort(any.maybe(() -> any.between(1, 7)))
        .empathy(any.maybe(() -> any.between(1, 5)))
        .build();
  }

  private static DefectChange defectChange(Draft any) {
    return new DefectChange(
        any.between(1, 1_000),
        any.symbol(DefectStatus.class),
        any.instant(),
        new Finding(
            any.code(),
            any.id(),
            any.symbol(Severity.class),
            any.symbol(ChargedTo.class),
            any.maybe(any::text),
            any.maybe(any::text),
            any.maybe(any::text),
            any.maybe(any::text),
            any.maybe(any::text),
            any.maybe(any::text),
            any.maybe(any::text),
            any.maybe(any::text),
            any.maybe(any::text),
            any.maybe(any::text),
            any.maybe(any::text),
            any.maybe(any::instant),
            any.maybe(any::instant),
            any.instant(),
            any.maybe(any::instant),
            any.maybe(any::text),
            any.maybe(any::text),
            any.maybe(any::text),
            any.text(),
            any.list(() -> new Evidence(any.text(), any.text(), any.instant())),
            any.maybe(any::text),
            any.text(),
            any.map(),
            any.map()));
  }

  private static OrderFacts orderFacts(Draft any) {
    return new OrderFacts(
        any.id(),
        any.instant(),
        any.instant(),
        any.maybe(
            () ->
                new OrderFacts.Order(
                    any.day(),
                    any.id(),
                    any.id(),
                    any.maybe(any::text),
                    any.truth(),
                    any.maybe(any::truth),
                    any.maybe(() -> any.between(1, 5)),
                    any.truth(),
                    any.maybe(any::text))),
        any.list(
            () ->
                new OrderFacts.Promise(
                    any.id(),
                    any.day(),
                    any.id(),
                    any.id(),
                    any.maybe(any::text),
                    any.maybe(any::text),
                    any.maybe(any::truth),
                    any.maybe(any::truth),
                    any.truth(),
                    any.truth())),
        any.list(
            () ->
                new OrderFacts.Defect(
                    any.code(), any.id(), any.day(), any.id(), any.id(), any.maybe(any::text))));
  }

  private static ContactFacts contactFacts(Draft any) {
    return new ContactFacts(any.id(), any.id(), any.instant(), any.maybe(() -> inbound(any)));
  }

  private static ContactFacts.Inbound inbound(Draft any) {
    return new ContactFacts.Inbound(
        any.day(),
        any.truth(),
        any.maybe(any::text),
        any.maybe(any::text),
        any.maybe(any::text),
        any.maybe(any::text),
        any.maybe(any::text),
        any.maybe(any::truth),
        any.truth(),
        any.truth(),
        any.truth(),
        any.maybe(
            () ->
                new ContactFacts.Episode(
                    any.maybe(() -> any.symbol(Outcome.class)),
                    any.maybe(() -> any.symbol(Outcome.class)),
                    any.truth(),
                    any.maybe(any::instant),
                    any.truth())),
        any.maybe(any::truth),
        any.maybe(() -> any.between(1, 5)),
        any.maybe(() -> any.between(1, 7)),
        any.maybe(() -> any.between(1, 5)),
        any.maybe(
            () ->
                new ContactFacts.Automation(
                    any.symbol(Outcome.class), any.maybe(any::text), any.maybe(any::text))));
  }

  private static ScorecardRow scorecardRow(Draft any) {
    Scorecard scorecard = any.symbol(Scorecard.class);
    return new ScorecardRow(
        new ScorecardKey(
            scorecard,
            any.symbol(EntityType.class),
            any.text(),
            any.day(),
            scorecard == Scorecard.RULE ? any.code() : null),
        any.between(1, 1_000_000),
        any.instant(),
        Counters.of(
            any.random().longs(any.between(0, scorecard.columns().size()), 0, 1L << 50).toArray()));
  }

  private static ProviderTier providerTier(Draft any) {
    return new ProviderTier(
        any.id(),
        any.between(1, 1_000),
        any.symbol(Tier.class),
        any.maybe(() -> any.symbol(Tier.class)),
        any.instant(),
        any.day(),
        any.day(),
        any.text(),
        any.list(
            () ->
                new ProviderTier.Assessment(
                    new Target(
                        any.symbol(Metric.class),
                        any.symbol(Target.Direction.class),
                        any.random().nextDouble()),
                    any.between(0, 1_000),
                    any.between(0, 1_000),
                    any.maybe(any.random()::nextDouble),
                    any.maybe(
                        () -> new Interval(any.random().nextDouble(), any.random().nextDouble())),
                    any.symbol(Verdict.class))));
  }

  private static Alert alert(Draft any) {
    AlertStatus status = any.symbol(AlertStatus.class);
    boolean isOver = status == AlertStatus.CLEARED;
    Suppression suppressedBy = isOver ? null : any.maybe(() -> any.symbol(Suppression.class));
    boolean notifies = suppressedBy == null && any.truth();
    List<String> ids = any.list(any::text);
    return new Alert(
        "CASES:" + any.id(),
        any.symbol(AlertKind.class),
        any.between(1, 1_000),
        status,
        any.symbol(Severity.class),
        any.text(),
        any.text(),
        any.maybe(any::text),
        new Alert.Members(ids.size() + any.between(0, 1_000), ids),
        any.instant(),
        isOver ? (Long) any.instant() : null,
        any.instant(),
        notifies,
        notifies
            ? any.of(List.of(AlertReason.FIRST, AlertReason.MEMBERS, AlertReason.OVER))
            : any.maybe(() -> AlertReason.EXPIRED),
        suppressedBy,
        any.maybe(any::text),
        any.truth(),
        any.text(),
        any.maybe(any::text));
  }

  private static CaseFile caseFile(Draft any) {
    CaseStatus status = any.symbol(CaseStatus.class);
    boolean isClosed = status == CaseStatus.CLOSED;
    return new CaseFile(
        "ORDER:" + any.id(),
        any.between(1, 1_000),
        status,
        any.symbol(Severity.class),
        any.text(),
        isClosed
            ? List.of()
            : any.list(() -> new CaseFile.Standing(any.id(), any.id(), any.instant())),
        any.between(0, 1_000),
        any.maybe(any::text),
        any.maybe(any::text),
        any.maybe(any::text),
        any.maybe(any::text),
        any.maybe(() -> any.symbol(OutreachOption.class)),
        any.instant(),
        any.instant(),
        isClosed ? (Long) any.instant() : null,
        any.between(0, 1_000),
        any.maybe(any::text));
  }

  private static Acknowledgement acknowledgement(Draft any) {
    return new Acknowledgement(
        any.truth() ? "CASES:" + any.id() : "ORDER:" + any.id(),
        any.id(),
        any.instant(),
        any.maybe(any::text));
  }

  private static Outreach outreach(Draft any) {
    WithdrawalReason reason = any.maybe(() -> any.symbol(WithdrawalReason.class));
    String defectId = any.id();
    return new Outreach(
        any.symbol(Recipient.Kind.class) + ":" + any.id() + "/" + defectId,
        any.between(1, 1_000),
        reason == null ? OutreachStatus.REQUESTED : OutreachStatus.WITHDRAWN,
        reason,
        recipient(any),
        any.code(),
        any.symbol(Severity.class),
        any.id(),
        any.list(() -> any.symbol(MessageChannel.class)),
        any.list(() -> any.symbol(OutreachOption.class)),
        any.id(),
        any.maybe(any::text),
        any.maybe(any::text),
        defectId,
        any.instant(),
        any.instant(),
        any.instant(),
        any.truth(),
        any.map());
  }

  private static Recipient recipient(Draft any) {
    return new Recipient(any.symbol(Recipient.Kind.class), any.id());
  }

  private static Silence silence(Draft any) {
    long from = any.instant();
    Silence.Matcher first = matcher(any);
    List<Silence.Matcher> matchers = new ArrayList<>(any.list(() -> matcher(any)));
    matchers.add(first);
    return new Silence(any.id(), matchers, from, any.after(from), any.id(), any.id());
  }

  private static Silence.Matcher matcher(Draft any) {
    return new Silence.Matcher(
        any.of(List.copyOf(SilenceJson.FIELDS)),
        any.symbol(Silence.Comparison.class),
        Pattern.quote(any.text()));
  }

  private static ContactPreference contactPreference(Draft any) {
    return new ContactPreference(
        recipient(any),
        any.truth(),
        Set.copyOf(any.list(any::id)),
        Set.copyOf(any.list(() -> any.symbol(MessageChannel.class))),
        any.list(() -> any.symbol(MessageChannel.class)).stream().distinct().toList(),
        any.maybe(() -> any.of(ZONES)));
  }

  private static OutreachOutcome outreachOutcome(Draft any) {
    OutreachOutcome.Status status = any.symbol(OutreachOutcome.Status.class);
    return new OutreachOutcome(
        any.id(),
        status,
        any.instant(),
        status == OutreachOutcome.Status.ACTED ? any.symbol(OutreachOption.class) : null,
        any.maybe(() -> any.symbol(MessageChannel.class)),
        any.maybe(any::text));
  }

  /** Values for the fields of one record. */
  private record Draft(Random random) {

    private static final String ALPHABET = "aZ0 \0\t\n\"\\/:{}[],'éß漢\u2028\ufffd";

    interface Value<T> {
      T get();
    }

    <T> T maybe(Value<T> value) {
      return random.nextBoolean() ? value.get() : null;
    }

    <T> T of(List<T> values) {
      return values.get(random.nextInt(values.size()));
    }

    <T extends Enum<T>> T symbol(Class<T> type) {
      return of(List.of(type.getEnumConstants()));
    }

    String code() {
      return truth() ? of(DefectCode.BUILT_IN) : "OWN_" + between(0, 99);
    }

    boolean truth() {
      return random.nextBoolean();
    }

    int between(int min, int max) {
      return random.nextInt(min, max + 1);
    }

    long instant() {
      return switch (random.nextInt(8)) {
        case 0 -> MIN + TEN_MINUTES;
        case 1 -> MAX - 2;
        case 2 -> 0;
        default -> random.nextLong(MIN + TEN_MINUTES, MAX - 2);
      };
    }

    LocalDate day() {
      return LocalDate.ofInstant(Instant.ofEpochMilli(instant()), ZoneOffset.UTC);
    }

    long after(long start) {
      return truth() ? start + 1 : random.nextLong(start + 1, MAX + 1);
    }

    long eventTime() {
      return switch (random.nextInt(8)) {
        case 0 -> MIN_EVENT;
        case 1 -> MAX_EVENT;
        default -> random.nextLong(MIN_EVENT, MAX_EVENT + 1);
      };
    }

    long aboutOrBefore(long recordedAt) {
      return truth()
          ? Math.max(
              MIN_EVENT, Math.min(MAX_EVENT, recordedAt + between(-TEN_MINUTES, TEN_MINUTES)))
          : random.nextLong(MIN_EVENT, recordedAt + 1);
    }

    long notBefore(long start) {
      return truth() ? start : random.nextLong(start, MAX_EVENT + 1);
    }

    String text() {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(20) == 0 ? 800 : random.nextInt(12);
      for (int i = 0; i < length; i++) {
        if (random.nextInt(10) == 0) {
          text.appendCodePoint(0x1F600 + random.nextInt(60));
        } else {
          text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
      }
      return text.toString();
    }

    String id() {
      return "id" + text();
    }

    <T> List<T> list(Value<T> value) {
      return random.ints(random.nextInt(4)).mapToObj(any -> value.get()).toList();
    }

    Map<String, String> map() {
      return switch (random.nextInt(3)) {
        case 0 -> Map.of();
        case 1 -> Map.of(text(), text());
        default -> Map.of("a" + text(), text(), "b" + text(), text());
      };
    }
  }

  private AnyRecord() {}
}
