package dev.odyssey.detection.laws;

import dev.odyssey.detection.policy.Policies;
import dev.odyssey.detection.policy.Setting;
import dev.odyssey.detection.timeline.Timeline;
import dev.odyssey.events.AgentKind;
import dev.odyssey.events.Channel;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.ContactEventType;
import dev.odyssey.events.Direction;
import dev.odyssey.events.EndCause;
import dev.odyssey.events.EndedBy;
import dev.odyssey.events.Event;
import dev.odyssey.events.Initiator;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.OrderEventType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/**
 * Histories as they come and as they should not: on a coarse grid of time, so that events and due
 * times meet on one instant again and again, with a millisecond more or less now and then; with
 * duplicates, with retractions before and after what they retract, in a shuffled order of arrival.
 */
public final class Histories {

  public static final long START = Instant.parse("2025-03-03T09:00:00Z").toEpochMilli();

  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  /** How an event follows the one before, what it is, and how it comes. */
  private record Step(int type, long gap, int seed) {}

  private static final List<OrderEventType> ORDER_TYPES =
      weighted(
          Map.ofEntries(
              Map.entry(OrderEventType.PLACED, 2),
              Map.entry(OrderEventType.SCHEDULED, 4),
              Map.entry(OrderEventType.RESCHEDULED, 4),
              Map.entry(OrderEventType.ASSIGNED, 2),
              Map.entry(OrderEventType.CONFIRMED, 2),
              Map.entry(OrderEventType.DECLINED, 3),
              Map.entry(OrderEventType.EN_ROUTE, 1),
              Map.entry(OrderEventType.ARRIVED, 3),
              Map.entry(OrderEventType.STARTED, 4),
              Map.entry(OrderEventType.PAUSED, 4),
              Map.entry(OrderEventType.RESUMED, 3),
              Map.entry(OrderEventType.COMPLETED, 3),
              Map.entry(OrderEventType.CANCELLED, 2),
              Map.entry(OrderEventType.REOPENED, 2),
              Map.entry(OrderEventType.RATED, 1),
              Map.entry(OrderEventType.CLAIM_FILED, 2),
              Map.entry(OrderEventType.CLAIM_APPROVED, 1),
              Map.entry(OrderEventType.CLAIM_DENIED, 1),
              Map.entry(OrderEventType.RETRACTED, 2)));

  private static final List<ContactEventType> CONTACT_TYPES =
      weighted(
          Map.of(
              ContactEventType.INITIATED, 6,
              ContactEventType.QUEUED, 1,
              ContactEventType.CONNECTED, 3,
              ContactEventType.TRANSFERRED, 3,
              ContactEventType.ENDED, 6,
              ContactEventType.SURVEYED, 2,
              ContactEventType.AUDITED, 1,
              ContactEventType.RETRACTED, 1));

  /** Each type as often as it weighs. */
  /**
   * What arrived, as the history that it makes: in order, once each, without what was retracted.
   */
  public static <E extends Event> List<E> inOrder(List<E> arrivals) {
    Timeline<E> timeline = new Timeline<>();
    arrivals.forEach(event -> timeline.add(event, Integer.MAX_VALUE));
    return timeline.history();
  }

  private static <T extends Enum<T>> List<T> weighted(Map<T, Integer> weights) {
    return weights.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .flatMap(entry -> Collections.nCopies(entry.getValue(), entry.getKey()).stream())
        .toList();
  }

  /** The arrivals of one order's events. */
  public static Arbitrary<List<OrderEvent>> orders() {
    return steps(ORDER_TYPES.size(), 24, 15 * MINUTE)
        .map(steps -> arrivals(orderEvents("O1", steps), steps.hashCode()));
  }

  /** The arrivals of the events of one customer's contacts. */
  public static Arbitrary<List<ContactEvent>> contacts() {
    return steps(CONTACT_TYPES.size(), 24, 5 * MINUTE)
        .map(steps -> arrivals(contactEvents("C1", steps), steps.hashCode()));
  }

  /** The arrivals of several orders' events, mixed. */
  public static Arbitrary<List<OrderEvent>> manyOrders(int orders) {
    return steps(ORDER_TYPES.size(), 14, 15 * MINUTE)
        .list()
        .ofSize(orders)
        .map(
            all -> {
              List<OrderEvent> events = new ArrayList<>();
              for (int i = 0; i < all.size(); i++) {
                events.addAll(orderEvents("O" + i, all.get(i)));
              }
              return arrivals(events, all.hashCode());
            });
  }

  /** The arrivals of several customers' contacts, mixed. */
  public static Arbitrary<List<ContactEvent>> manyCustomers(int customers) {
    return steps(CONTACT_TYPES.size(), 14, 5 * MINUTE)
        .list()
        .ofSize(customers)
        .map(
            all -> {
              List<ContactEvent> events = new ArrayList<>();
              for (int i = 0; i < all.size(); i++) {
                events.addAll(contactEvents("C" + i, all.get(i)));
              }
              return arrivals(events, all.hashCode());
            });
  }

  /** Policies whose times are of the same grid, so that due times fall on events. */
  public static Arbitrary<Policies> policies() {
    return Arbitraries.integers().map(seed -> policies(new Random(seed)));
  }

  /** An instant up to which time has passed: in the middle, or the end of time. */
  public static Arbitrary<Long> nows() {
    return Arbitraries.oneOf(
        Arbitraries.just(Long.MAX_VALUE),
        Arbitraries.just(Long.MIN_VALUE),
        Arbitraries.longs().between(0, 30 * 96).map(quarters -> START + quarters * 15 * MINUTE));
  }

  private static Arbitrary<List<Step>> steps(int types, int most, long grid) {
    Arbitrary<Long> gaps =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.just(0L)),
            Tuple.of(6, Arbitraries.longs().between(1, 10).map(times -> times * grid)),
            Tuple.of(
                2,
                Arbitraries.of(HOUR, 2 * HOUR, 24 * HOUR, 72 * HOUR, 7 * DAY, 14 * DAY, 30 * DAY)),
            Tuple.of(1, Arbitraries.of(1L, grid - 1, grid + 1)),
            Tuple.of(1, Arbitraries.of(5_000L, MINUTE - 1, MINUTE, MINUTE + 1)));
    return Combinators.combine(
            Arbitraries.integers().between(0, types - 1), gaps, Arbitraries.integers())
        .as(Step::new)
        .list()
        .ofMaxSize(most)
        .withSizeDistribution(RandomDistribution.uniform());
  }

  private static <E> List<E> arrivals(List<E> events, int seed) {
    Random random = new Random(seed);
    List<E> arrivals = new ArrayList<>(events);
    for (E event : events) {
      if (random.nextInt(8) == 0) {
        arrivals.add(event);
      }
    }
    if (random.nextInt(4) > 0) {
      Collections.shuffle(arrivals, random);
    }
    return arrivals;
  }

  private static List<OrderEvent> orderEvents(String orderId, List<Step> steps) {
    List<OrderEvent> events = new ArrayList<>();
    long at = START;
    boolean oneOffering = (steps.hashCode() & 3) > 0;
    for (Step step : steps) {
      Random random = new Random(step.seed);
      at += step.gap;
      OrderEventType type = ORDER_TYPES.get(step.type);
      long start = at + of(random, -8L, -4L, -1L, 0L, 1L, 4L, 8L, 96L, 100L) * 15 * MINUTE;
      long end = start + of(random, 1L, 15 * MINUTE, 45 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR);
      events.add(
          OrderEvent.builder()
              .eventId(id(orderId, events.size()))
              .type(type)
              .occurredAt(at)
              .recordedAt(at + random.nextInt(3))
              .retracts(id(orderId, random.nextInt(steps.size() + 1)))
              .orderId(orderId)
              .customerId("C1")
              .offeringId(oneOffering || random.nextBoolean() ? "tv-mount" : "plumbing")
              .region("US-WA")
              .timeZone("America/Los_Angeles")
              .providerId(of(random, null, null, "P1", "P2", "P3"))
              .windowStart(type.isPromise() ? start : null)
              .windowEnd(type.isPromise() ? end : null)
              .initiator(of(random, Initiator.values()))
              .stars(1 + random.nextInt(4))
              .claimId(of(random, null, "claim-1", "claim-2"))
              .build());
    }
    return events;
  }

  private static List<ContactEvent> contactEvents(String customerId, List<Step> steps) {
    List<ContactEvent> events = new ArrayList<>();
    long at = START;
    for (Step step : steps) {
      Random random = new Random(step.seed);
      at += step.gap;
      AgentKind kind = of(random, AgentKind.BOT, AgentKind.HUMAN, null);
      events.add(
          ContactEvent.builder()
              .eventId(id(customerId, events.size()))
              .type(CONTACT_TYPES.get(step.type))
              .occurredAt(at)
              .recordedAt(at + random.nextInt(3))
              .retracts(id(customerId, random.nextInt(steps.size() + 1)))
              .contactId("K" + random.nextInt(5))
              .customerId(customerId)
              .orderId(of(random, null, null, "O1", "O2"))
              .region("US-WA")
              .timeZone(of(random, null, "America/Los_Angeles", "Asia/Kolkata"))
              .channel(of(random, Channel.VOICE, Channel.VOICE, Channel.CHAT, Channel.EMAIL))
              .direction(random.nextInt(4) == 0 ? Direction.OUTBOUND : Direction.INBOUND)
              .reason(of(random, "BILLING", "CLAIM"))
              .agentId(of(random, null, "A1", "A2"))
              .agentKind(kind)
              .agentVersion(kind == AgentKind.BOT ? "v" + random.nextInt(2) : null)
              .site(of(random, null, "MNL", "SJO"))
              .endedBy(of(random, EndedBy.values()))
              .cause(of(random, null, EndCause.LOST, EndCause.TIMEOUT))
              .resolved(of(random, null, true, false))
              .solved(of(random, null, true, false))
              .build());
    }
    return events;
  }

  private static Policies policies(Random random) {
    if (random.nextInt(4) == 0) {
      return Policies.builtIn();
    }
    return Policies.parse(
        "random",
        "{%s, versions: [{from: %s, %s}]}"
            .formatted(
                version(random),
                Instant.ofEpochMilli(START + random.nextInt(300) * 15 * MINUTE),
                version(random)));
  }

  private static String version(Random random) {
    return "defaults: %s, offerings: {tv-mount: %s}"
        .formatted(settings(random, false), settings(random, true));
  }

  private static String settings(Random random, boolean offering) {
    Map<Setting, String> settings = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      if ((offering && setting.isOfContacts()) || random.nextInt(3) != 0) {
        continue;
      }
      settings.put(
          setting,
          switch (setting) {
            // An arrival that is still in time is no no-show.
            case ARRIVAL_GRACE -> of(random, "PT0S", "PT5M", "PT15M");
            case EXEMPT_REASONS -> of(random, "[BILLING]", "[CLAIM, OTHER]");
            case EXEMPT_CHANNELS -> "[EMAIL]";
            case OFF -> of(random, "[MISSED_WINDOW, LOW_RATING]", "[NOT_SOLVED, DROPPED_CONTACT]");
            case NO_SHOW_AFTER -> of(random, "PT15M", "PT30M", "PT1H", "PT24H");
            default ->
                setting.isDuration()
                    ? of(random, "PT0S", "PT5M", "PT15M", "PT30M", "PT1H", "PT2H", "PT24H", "P14D")
                    : String.valueOf(1 + random.nextInt(3));
          });
    }
    return settings.entrySet().stream()
        .map(setting -> setting.getKey().key() + ": " + setting.getValue())
        .collect(Collectors.joining(", ", "{", "}"));
  }

  /** Ids whose order as strings is not the order in which the events happened. */
  private static String id(String subject, int index) {
    return subject + "-" + Integer.toString((index * 7) % 31, 36) + "x" + index;
  }

  @SafeVarargs
  private static <T> T of(Random random, T... values) {
    return values[random.nextInt(values.length)];
  }

  private Histories() {}
}
