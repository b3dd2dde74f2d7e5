package dev.odyssey.sandbox;

import dev.odyssey.events.Event;
import dev.odyssey.events.Initiator;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.OrderEventType;
import dev.odyssey.notifications.OutreachOption;
import dev.odyssey.testdata.simulator.Delivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * A simulated marketplace that reacts: what a customer chooses changes what happens to the order
 * from then on, and the order events of a region can be held back for a while. In real time. Not
 * thread-safe.
 */
final class DemoMarket {

  /** How long after the answer the new window begins, as simulated. */
  private static final Duration NEXT_TRY = Duration.ofHours(2);

  private static final Duration NEW_WINDOW = Duration.ofHours(2);

  /** An event, and when it is delivered. */
  record Sent(Event event, long at) {}

  /** What is known of an order: the promise that stands, if any, and whether somebody has come. */
  private record Standing(OrderEvent last, OrderEvent promise, boolean isBegun, boolean isOver) {

    private static final Standing NEW = new Standing(null, null, false, false);

    Standing after(OrderEvent event) {
      return switch (event.type()) {
        case SCHEDULED, RESCHEDULED -> new Standing(event, event, false, false);
        case ARRIVED, STARTED -> new Standing(event, promise, true, isOver);
        case COMPLETED, CANCELLED -> new Standing(event, null, isBegun, true);
        case REOPENED -> new Standing(event, null, false, false);
        default -> new Standing(event, promise, isBegun, isOver);
      };
    }
  }

  /**
   * From when an order goes otherwise than simulated.
   *
   * @param laterBy by how much all that follows is later; null if nothing does
   */
  private record Turn(long at, Long laterBy) {}

  private final Iterator<Delivery> simulated;
  private final TimeLapse lapse;
  private final PriorityQueue<Sent> waiting =
      new PriorityQueue<>(
          Comparator.comparingLong(Sent::at)
              .thenComparingLong(sent -> sent.event().occurredAt())
              .thenComparing(sent -> sent.event().eventId()));
  private final Map<String, Standing> orders = new HashMap<>();
  private final Map<String, Turn> turns = new HashMap<>();
  private final Map<String, List<Long>> heard = new TreeMap<>();
  private Outage outage;
  private Delivery next;
  private long answers;

  DemoMarket(Iterator<Delivery> simulated, TimeLapse lapse) {
    this.simulated = simulated;
    this.lapse = lapse;
    advance();
  }

  /**
   * The region of which most is usually heard in some hours, by those hours of the days before.
   *
   * @throws IllegalStateException if nothing was heard of any
   */
  String busiestRegion(long from, long until) {
    long day = lapse.lasts(Duration.ofDays(1));
    return heard.entrySet().stream()
        .max(
            Comparator.comparingLong(
                region ->
                    region.getValue().stream()
                        .filter(at -> at < from && Math.floorMod(at - from, day) < until - from)
                        .count()))
        .orElseThrow(() -> new IllegalStateException("no order event was delivered by now"))
        .getKey();
  }

  /** Holds back what would be delivered during an outage. */
  void expect(Outage expected) {
    outage = expected;
  }

  /** When something is delivered next, in epoch milliseconds; Long.MAX_VALUE for never. */
  long nextAt() {
    long ofSimulation = next == null ? Long.MAX_VALUE : lapse.at(next.deliveredAt());
    return waiting.isEmpty() ? ofSimulation : Math.min(ofSimulation, waiting.element().at());
  }

  /** What is delivered until an instant, inclusive, and was not taken before; in that order. */
  List<Sent> takeUntil(long now) {
    List<Sent> taken = new ArrayList<>();
    while (nextAt() <= now) {
      if (!waiting.isEmpty() && waiting.element().at() == nextAt()) {
        Sent sent = waiting.remove();
        if (sent.event() instanceof OrderEvent event) {
          heard.computeIfAbsent(event.region(), any -> new ArrayList<>()).add(sent.at());
          orders.merge(event.orderId(), Standing.NEW.after(event), (old, any) -> old.after(event));
        }
        taken.add(sent);
      } else {
        plan(next);
        advance();
      }
    }
    return taken;
  }

  private void advance() {
    next = simulated.hasNext() ? simulated.next() : null;
  }

  private void plan(Delivery delivery) {
    long at = lapse.at(delivery.deliveredAt());
    if (delivery instanceof Delivery.OfContact contact) {
      waiting.add(new Sent(lapse.of(contact.event()), at));
    } else if (delivery instanceof Delivery.OfOrder order) {
      OrderEvent event = lapse.of(order.event());
      Turn turn = turns.get(event.orderId());
      if (turn == null || event.occurredAt() <= turn.at()) {
        plan(event, at);
      } else if (turn.laterBy() != null) {
        plan(moved(event, turn.laterBy()), at + turn.laterBy());
      }
    }
  }

  private void plan(OrderEvent event, long at) {
    if (outage != null && outage.holds(event.region(), at)) {
      waiting.add(new Sent(recorded(event, outage.until()), outage.until()));
    } else {
      waiting.add(new Sent(event, at));
    }
  }

  /**
   * An order goes as the recipient of a message chose: it is moved to a window soon, cancelled, or
   * confirmed.
   *
   * @return whether that changes anything: not if the order is over, somebody has come by now, or
   *     it was changed before
   */
  boolean choose(String orderId, OutreachOption option, long now) {
    Standing standing = orders.get(orderId);
    if (standing == null || standing.isOver() || standing.isBegun() || turns.containsKey(orderId)) {
      return false;
    }
    switch (option) {
      case RESCHEDULE -> {
        OrderEvent promise = standing.promise();
        long start = now + lapse.lasts(NEXT_TRY);
        long length =
            promise == null ? lapse.lasts(NEW_WINDOW) : promise.windowEnd() - promise.windowStart();
        turns.put(orderId, new Turn(now, promise == null ? 0 : start - promise.windowStart()));
        plan(
            answer(standing.last(), OrderEventType.RESCHEDULED, now)
                .windowStart(start)
                .windowEnd(start + length)
                .initiator(Initiator.CUSTOMER)
                .build(),
            now);
        return true;
      }
      case CANCEL -> {
        turns.put(orderId, new Turn(now, null));
        plan(
            answer(standing.last(), OrderEventType.CANCELLED, now)
                .initiator(Initiator.CUSTOMER)
                .build(),
            now);
        return true;
      }
      case CONFIRM -> {
        plan(answer(standing.last(), OrderEventType.CONFIRMED, now).build(), now);
        return true;
      }
      default -> {
        return false;
      }
    }
  }

  private OrderEvent.Builder answer(OrderEvent last, OrderEventType type, long now) {
    answers++;
    return OrderEvent.builder()
        .eventId(lapse.run() + "answer-" + answers)
        .type(type)
        .occurredAt(now)
        .recordedAt(now)
        .orderId(last.orderId())
        .customerId(last.customerId())
        .offeringId(last.offeringId())
        .region(last.region())
        .timeZone(last.timeZone())
        .providerId(last.providerId());
  }

  private static OrderEvent recorded(OrderEvent e, long at) {
    return copy(e, 0).recordedAt(at).build();
  }

  private static OrderEvent moved(OrderEvent e, long by) {
    return copy(e, by).recordedAt(e.recordedAt() + by).build();
  }

  private static OrderEvent.Builder copy(OrderEvent e, long laterBy) {
    return OrderEvent.builder()
        .eventId(e.eventId())
        .type(e.type())
        .occurredAt(e.occurredAt() + laterBy)
        .retracts(e.retracts())
        .orderId(e.orderId())
        .customerId(e.customerId())
        .offeringId(e.offeringId())
        .region(e.region())
        .timeZone(e.timeZone())
        .providerId(e.providerId())
        .windowStart(e.windowStart() == null ? null : (Long) (e.windowStart() + laterBy))
        .windowEnd(e.windowEnd() == null ? null : (Long) (e.windowEnd() + laterBy))
        .initiator(e.initiator())
        .reason(e.reason())
        .stars(e.stars())
        .claimId(e.claimId());
  }
}
