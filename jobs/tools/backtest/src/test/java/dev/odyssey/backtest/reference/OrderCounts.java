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
import java.util.List;
import java.util.Map;

/** What one order contributes, written down sentence by sentence. */
final class OrderCounts {

  private final List<OrderEvent> events;
  private final Policies policies;
  private final long now;
  private final Counts counts;

  private OrderCounts(List<OrderEvent> events, Policies policies, long now, Counts counts) {
    this.events = events;
    this.policies = policies;
    this.now = now;
    this.counts = counts;
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
      if (isPromise(events.get(i)) && events.get(i).windowEnd() > events.get(i).occurredAt()) {
        order.promise(i);
      }
    }
    order.order(contacted);
    order.defects(OrderReference.evaluate(arrivals, policies, now));
  }

  private void promise(int i) {
    OrderEvent promise = events.get(i);
    Policy policy = policies.of(promise.offeringId());
    int next = i + 1;
    while (next < events.size() && !isBoundary(events.get(next))) {
      next++;
    }
    OrderEvent b = next < events.size() ? events.get(next) : null;
    List<OrderEvent> between = events.subList(i + 1, next);

    long windowEnd = promise.windowEnd();
    OrderEvent arrival = null;
    for (OrderEvent event : between) {
      if (arrival == null && (is(event, "ARRIVED") || is(event, "STARTED"))) {
        arrival = event;
      }
    }
    boolean completed = b != null && is(b, "COMPLETED");
    boolean withdrawn = b != null && !completed && b.occurredAt() <= windowEnd && arrival == null;
    boolean rescheduledByProvider = b != null && is(b, "RESCHEDULED") && byProvider(b);
    boolean cancelledByProvider = b != null && is(b, "CANCELLED") && byProvider(b);

    LocalDate day = localDate(promise.windowStart(), promise.timeZone());
    String holderAtEnd = holderAt(windowEnd);
    List<Entity> atEnd = entities(promise, holderAtEnd);

    OrderEvent sign = arrival != null ? arrival : completed ? b : null;
    long arrivalDue = windowEnd + policy.millis(Setting.ARRIVAL_GRACE);
    if (!withdrawn && (sign != null || arrivalDue <= now)) {
      counts.rate(atEnd, day, "on_time_arrival", sign != null && sign.occurredAt() <= arrivalDue);
    }

    long completionDue = windowEnd + policy.millis(Setting.COMPLETION_ALLOWANCE);
    boolean passed = completionDue <= now && (b == null || b.occurredAt() > completionDue);
    if (!withdrawn && (completed || rescheduledByProvider || cancelledByProvider || passed)) {
      counts.rate(atEnd, day, "completion_in_window", completed && b.occurredAt() <= completionDue);
    }

    String holder = b == null ? holderAtEnd : holder(events.subList(0, next));
    List<Entity> beforeB = entities(promise, holder);
    counts.rate(beforeB, day, "provider_reschedule", rescheduledByProvider);
    counts.rate(beforeB, day, "provider_cancel", cancelledByProvider);
  }

  private void order(boolean contacted) {
    OrderEvent from = events.get(0);
    long dated = from.occurredAt();
    for (int i = events.size() - 1; i >= 0; i--) {
      if (isPromise(events.get(i))) {
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
  }

  private void defects(List<Verdict> defects) {
    Map<String, OrderEvent> byId = new HashMap<>();
    events.forEach(event -> byId.put(event.eventId(), event));
    for (Verdict defect : defects) {
      OrderEvent anchor = byId.get(defect.anchor());
      String charged = defect.chargedTo().equals("PROVIDER") ? defect.providerId() : null;
      counts.add(
          entities(anchor, charged),
          localDate(defect.raisedAt(), anchor.timeZone()),
          "defect_" + defect.code(),
          1,
          0,
          false);
    }
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

  /** Who holds the order after some of its events; null for nobody. */
  private static String holder(List<OrderEvent> events) {
    for (int i = events.size() - 1; i >= 0; i--) {
      if (is(events.get(i), "ASSIGNED") || is(events.get(i), "CONFIRMED")) {
        break;
      }
      if (is(events.get(i), "DECLINED")) {
        return null;
      }
    }
    for (int i = events.size() - 1; i >= 0; i--) {
      if (events.get(i).providerId() != null) {
        return events.get(i).providerId();
      }
    }
    return null;
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

  private static boolean isPromise(OrderEvent event) {
    return is(event, "SCHEDULED") || is(event, "RESCHEDULED");
  }

  private static boolean isBoundary(OrderEvent event) {
    return isPromise(event)
        || is(event, "CANCELLED")
        || is(event, "COMPLETED")
        || is(event, "REOPENED");
  }

  private static boolean byProvider(OrderEvent event) {
    return event.initiator().name().equals("PROVIDER");
  }
}
