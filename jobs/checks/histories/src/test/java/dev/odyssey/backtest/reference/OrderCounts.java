package dev.odyssey.backtest.reference;

import dev.odyssey.backtest.reference.Counts.Entity;
import dev.odyssey.detection.laws.OrderReference;
import dev.odyssey.detection.laws.Verdict;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.detection.policy.Policy;
import dev.odyssey.detection.policy.Setting;
import dev.odyssey.events.OrderEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What one order contributes, written down sentence by sentence. */
final class OrderCounts {

  private static final Set<String> TAKE_HOLD =
      Set.of(
          "SCHEDULED",
          "RESCHEDULED",
          "CUSTOMER_ABSENT",
          "ASSIGNED",
          "CONFIRMED",
          "EN_ROUTE",
          "ARRIVED",
          "STARTED",
          "PAUSED",
          "RESUMED",
          "COMPLETED");

  private final List<OrderEvent> events;
  private final Policies policies;
  private final long now;
  private final Counts counts;
  private final Set<OrderEvent> promises = new HashSet<>();
  private final Set<OrderEvent> boundaries = new HashSet<>();

  private OrderCounts(List<OrderEvent> events, Policies policies, long now, Counts counts) {
    this.events = events;
    this.policies = policies;
    this.now = now;
    this.counts = counts;
    OrderEvent standing = null;
    for (OrderEvent event : events) {
      if (is(event, "SCHEDULED") || is(event, "RESCHEDULED")) {
        boolean repeated =
            standing != null
                && standing.windowStart().equals(event.windowStart())
                && standing.windowEnd().equals(event.windowEnd());
        boolean backdated = event.windowEnd() <= event.occurredAt();
        if (!repeated && !backdated) {
          promises.add(event);
          boundaries.add(event);
          standing = event;
        }
      }
      boolean absent =
          is(event, "CUSTOMER_ABSENT") && !(standing != null && isEarly(event, standing));
      if (absent || is(event, "CANCELLED") || is(event, "COMPLETED") || is(event, "REOPENED")) {
        boundaries.add(event);
        standing = null;
      }
    }
  }

  /**
   * Counts an order.
   *
   * @param contacted whether an inbound contact names it
   */
  static void count(
      List<OrderEvent> arrivals, boolean contacted, Policies policies, long now, Counts counts) {
    List<OrderEvent> events = OrderReference.history(arrivals);
    if (events.isEmpty()) {
      return;
    }
    OrderCounts order = new OrderCounts(events, policies, now, counts);
    for (int i = 0; i < events.size(); i++) {
      if (order.promises.contains(events.get(i))) {
        order.promise(i);
      }
    }
    List<Verdict> defects = OrderReference.evaluate(arrivals, policies, now);
    order.order(contacted, defects);
    order.defects(defects);
  }

  private Policy policyOf(OrderEvent promise) {
    return policies.at(promise.occurredAt(), promise.offeringId());
  }

  /** Whether an event comes so long before a promise's window that it cannot be about it. */
  private boolean isEarly(OrderEvent event, OrderEvent promise) {
    long limit = policyOf(promise).millis(Setting.EARLY_LIMIT);
    return event.occurredAt() < promise.windowStart() - limit;
  }

  private void promise(int i) {
    OrderEvent promise = events.get(i);
    int end = i + 1;
    while (end < events.size() && !boundaries.contains(events.get(end))) {
      end++;
    }
    OrderEvent b = end < events.size() ? events.get(end) : null;
    boolean completed = b != null && is(b, "COMPLETED");
    boolean rescheduledByProvider = b != null && is(b, "RESCHEDULED") && isByProvider(b);
    boolean cancelledByProvider = b != null && is(b, "CANCELLED") && isByProvider(b);
    boolean calledOffByProvider = rescheduledByProvider || cancelledByProvider;

    OrderEvent came = null;
    for (OrderEvent event : events.subList(i + 1, end)) {
      boolean comes = is(event, "ARRIVED") || is(event, "STARTED");
      if (came == null && comes && !isEarly(event, promise)) {
        came = event;
      }
    }
    if (came == null && b != null && (completed || is(b, "CUSTOMER_ABSENT"))) {
      came = b;
    }

    // Where nobody came, b is a promise, CANCELLED or REOPENED.
    boolean inTheWindow = b != null && b.occurredAt() > promise.windowStart();
    boolean withdrawn =
        b != null
            && came == null
            && b.occurredAt() <= promise.windowEnd()
            && !(calledOffByProvider && inTheWindow);

    LocalDate day = localDate(promise.windowStart(), promise.timeZone());
    String dueHolder = holderAt(Math.max(promise.windowStart(), promise.occurredAt()));
    List<Entity> due = entities(promise, dueHolder);

    long arrivalDue = promise.windowEnd() + policyOf(promise).millis(Setting.ARRIVAL_GRACE);
    if (!withdrawn && (came != null || arrivalDue <= now)) {
      counts.rate(due, day, "on_time_arrival", came != null && came.occurredAt() <= arrivalDue);
    }

    long completionDue =
        promise.windowEnd() + policyOf(promise).millis(Setting.COMPLETION_ALLOWANCE);
    boolean passed = completionDue <= now && (b == null || b.occurredAt() > completionDue);
    if (!withdrawn && (completed || calledOffByProvider || passed)) {
      counts.rate(due, day, "completion_in_window", completed && b.occurredAt() <= completionDue);
    }

    List<Entity> atTheEnd = b == null ? due : entities(promise, holder(events.subList(0, end)));
    counts.rate(atTheEnd, day, "provider_reschedule", rescheduledByProvider);
    counts.rate(atTheEnd, day, "provider_cancel", cancelledByProvider);
  }

  private void order(boolean contacted, List<Verdict> defects) {
    OrderEvent from = events.get(0);
    long dated = from.occurredAt();
    for (int i = events.size() - 1; i >= 0; i--) {
      if (promises.contains(events.get(i))) {
        from = events.get(i);
        dated = from.windowStart();
      }
    }
    OrderEvent completed = last("COMPLETED");
    OrderEvent last = events.get(events.size() - 1);
    String provider = holderAt((completed == null ? last : completed).occurredAt());
    List<Entity> entities = entities(from, provider);
    LocalDate day = localDate(dated, from.timeZone());

    counts.rate(entities, day, "order_contact", contacted);

    Map<String, Boolean> approved = new HashMap<>();
    for (OrderEvent event : events) {
      if (is(event, "CLAIM_APPROVED") || is(event, "CLAIM_DENIED")) {
        approved.put(event.claimId(), is(event, "CLAIM_APPROVED"));
      }
    }
    boolean anyApproved = approved.containsValue(true);
    if (completed != null || anyApproved) {
      counts.rate(entities, day, "approved_claim", anyApproved);
    }

    OrderEvent rated = last("RATED");
    if (rated != null) {
      counts.add(entities, day, "star_rating", rated.stars(), 1, false);
    }

    Verdict rework = firstRework(defects);
    if (completed != null) {
      List<Entity> charged = rework == null ? entities : entities(from, charged(rework));
      counts.rate(charged, day, "reopened", rework != null);
    }
  }

  private Verdict firstRework(List<Verdict> defects) {
    for (OrderEvent event : events) {
      for (Verdict defect : defects) {
        if (defect.code().equals("REWORK") && defect.anchor().equals(event.eventId())) {
          return defect;
        }
      }
    }
    return null;
  }

  private void defects(List<Verdict> defects) {
    Map<String, OrderEvent> byId = new HashMap<>();
    events.forEach(event -> byId.put(event.eventId(), event));
    for (Verdict defect : defects) {
      OrderEvent anchor = byId.get(defect.anchor());
      counts.add(
          entities(anchor, charged(defect)),
          localDate(defect.raisedAt(), anchor.timeZone()),
          "defect_" + defect.code(),
          1,
          0,
          false);
    }
  }

  /** The provider who is charged with a defect; null where none is. */
  private static String charged(Verdict defect) {
    return defect.chargedTo().equals("PROVIDER") ? defect.providerId() : null;
  }

  private OrderEvent last(String type) {
    OrderEvent last = null;
    for (OrderEvent event : events) {
      if (is(event, type)) {
        last = event;
      }
    }
    return last;
  }

  private String holderAt(long t) {
    return holder(events.stream().filter(event -> event.occurredAt() <= t).toList());
  }

  /** Who holds the order after its first events; null for nobody. */
  private static String holder(List<OrderEvent> first) {
    String holder = null;
    for (OrderEvent event : first) {
      String provider = event.providerId();
      if (provider != null && TAKE_HOLD.contains(event.typeName())) {
        holder = provider;
      }
      if (is(event, "DECLINED") && (provider == null || Objects.equals(provider, holder))) {
        holder = null;
      }
    }
    return holder;
  }

  private static List<Entity> entities(OrderEvent from, String provider) {
    return List.of(
        new Entity("PROVIDER", provider),
        new Entity("OFFERING", from.offeringId()),
        new Entity("REGION", from.region()));
  }

  private static LocalDate localDate(long t, String zone) {
    return Instant.ofEpochMilli(t).atZone(ZoneId.of(zone)).toLocalDate();
  }

  private static boolean is(OrderEvent event, String type) {
    return event.typeName().equals(type);
  }

  private static boolean isByProvider(OrderEvent event) {
    return event.initiator().name().equals("PROVIDER");
  }
}
