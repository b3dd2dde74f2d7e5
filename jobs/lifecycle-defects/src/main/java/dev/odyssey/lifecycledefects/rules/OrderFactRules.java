package dev.odyssey.lifecycledefects.rules;

import static dev.odyssey.events.OrderEventType.CANCELLED;
import static dev.odyssey.events.OrderEventType.COMPLETED;
import static dev.odyssey.events.OrderEventType.RESCHEDULED;

import dev.odyssey.detection.facts.Deadlines;
import dev.odyssey.detection.facts.FactRules;
import dev.odyssey.detection.facts.LocalDates;
import dev.odyssey.detection.ledger.Reported;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.detection.policy.Policy;
import dev.odyssey.detection.policy.Setting;
import dev.odyssey.events.Initiator;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.OrderEventType;
import dev.odyssey.facts.OrderFacts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What orders contribute: one fact an order, with its promises and its defects. */
public final class OrderFactRules implements FactRules<OrderEvent, OrderFacts> {

  private static final long serialVersionUID = 1;

  /** An order contributes as a whole. */
  private static final String WHOLE = "";

  private final Policies policies;

  public OrderFactRules(Policies policies) {
    this.policies = policies;
  }

  @Override
  public Contribution<OrderFacts> derive(
      List<OrderEvent> events, List<Reported> reported, long since, long now, long decidedAt) {
    if (events.isEmpty()) {
      return Contribution.none();
    }
    Derivation derivation = new Derivation(new OrderHistory(events, policies), now);
    OrderFacts facts =
        new OrderFacts(
            events.get(0).orderId(),
            since,
            decidedAt,
            derivation.order(),
            derivation.promises(),
            derivation.defects(reported));
    return new Contribution<>(
        List.of(facts), derivation.deadlines.next(), derivation.deadlines.last());
  }

  /**
   * Most events that only tell how far things are leave the facts as they are; but any event may
   * bring another provider in.
   */
  @Override
  public boolean isStirredByLatest(List<OrderEvent> events) {
    int last = events.size() - 1;
    OrderEvent latest = events.get(last);
    return switch (latest.type()) {
      case PLACED, EN_ROUTE, PAUSED, RESUMED, CLAIM_FILED ->
          last == 0
              || (latest.providerId() != null
                  && !Objects.equals(holderAfter(events, last), holderAfter(events, last - 1)));
      case ASSIGNED, CONFIRMED, DECLINED ->
          last == 0 || !Objects.equals(holderAfter(events, last), holderAfter(events, last - 1));
      default -> true;
    };
  }

  /** Who has the order after an event; null is nobody. */
  private static String holderAfter(List<OrderEvent> events, int index) {
    String provider = null;
    boolean answered = false;
    for (int i = index; i >= 0 && (provider == null || !answered); i--) {
      OrderEvent event = events.get(i);
      if (provider == null) {
        provider = event.providerId();
      }
      if (!answered && event.type() == OrderEventType.DECLINED) {
        return null;
      }
      answered |=
          event.type() == OrderEventType.ASSIGNED || event.type() == OrderEventType.CONFIRMED;
    }
    return provider;
  }

  @Override
  public String part(OrderFacts facts) {
    return WHOLE;
  }

  @Override
  public OrderFacts withdrawn(String orderId, String part, long since, long decidedAt) {
    return OrderFacts.withdrawn(orderId, since, decidedAt);
  }

  /** One walk backwards over an order, so that how a visit ended is known where it began. */
  private static final class Derivation {

    private final OrderHistory order;
    private final Deadlines deadlines;
    private final LocalDates dates = new LocalDates();
    private final List<OrderFacts.Promise> promises = new ArrayList<>(2);
    private int firstPromise = -1;
    private int lastCompleted = -1;
    private int lastRated = -1;
    private Set<String> decidedClaims;
    private boolean claimApproved;

    Derivation(OrderHistory order, long now) {
      this.order = order;
      this.deadlines = new Deadlines(now);
      int end = -1;
      int came = -1;
      for (int i = order.size() - 1; i >= 0; i--) {
        OrderEventType type = order.type(i);
        switch (type) {
          case SCHEDULED, RESCHEDULED -> {
            firstPromise = i;
            if (order.event(i).isKeepablePromise()) {
              promises.add(promise(i, end, came));
            }
          }
          case ARRIVED, STARTED -> came = i;
          case COMPLETED -> lastCompleted = Math.max(lastCompleted, i);
          case RATED -> lastRated = Math.max(lastRated, i);
          case CLAIM_APPROVED, CLAIM_DENIED -> decided(i);
          default -> {}
        }
        if (type.isBoundary()) {
          end = i;
          came = -1;
        }
      }
      Collections.reverse(promises);
    }

    /**
     * How a promise was kept.
     *
     * @param end the boundary that ended its visit; -1 while none has
     * @param came the first ARRIVED or STARTED of its visit; -1 if there is none
     */
    private OrderFacts.Promise promise(int index, int end, int came) {
      OrderEvent promise = order.event(index);
      String holder = order.holderAt(promise.windowEnd());
      boolean withdrawn = came < 0 && isWithdrawnBy(end, promise);
      return new OrderFacts.Promise(
          promise.eventId(),
          dates.of(promise.windowStart(), promise.timeZone()),
          promise.offeringId(),
          promise.region(),
          holder,
          end < 0 ? holder : order.holderBefore(end),
          withdrawn ? null : arrivedOnTime(index, end, came),
          withdrawn ? null : completedInWindow(index, end),
          isByProvider(end, RESCHEDULED),
          isByProvider(end, CANCELLED));
    }

    private boolean isWithdrawnBy(int end, OrderEvent promise) {
      return end >= 0 && order.type(end) != COMPLETED && order.at(end) <= promise.windowEnd();
    }

    /** Null while it is undecided. */
    private Boolean arrivedOnTime(int promise, int end, int came) {
      Policy policy = order.policy(promise);
      long deadline = order.event(promise).windowEnd() + policy.millis(Setting.ARRIVAL_GRACE);
      boolean isDone = end >= 0 && order.type(end) == COMPLETED;
      int first = came < 0 && isDone ? end : came;
      if (first >= 0) {
        return order.at(first) <= deadline;
      }
      return deadlines.hasPassed(deadline) ? Boolean.FALSE : null;
    }

    /** Null while it is undecided, and where somebody else than the provider ended it in time. */
    private Boolean completedInWindow(int promise, int end) {
      Policy policy = order.policy(promise);
      long deadline =
          order.event(promise).windowEnd() + policy.millis(Setting.COMPLETION_ALLOWANCE);
      if (end >= 0 && order.type(end) == COMPLETED) {
        return order.at(end) <= deadline;
      }
      if (isByProvider(end, RESCHEDULED) || isByProvider(end, CANCELLED)) {
        return false;
      }
      boolean endedBefore = end >= 0 && order.at(end) <= deadline;
      return !endedBefore && deadlines.hasPassed(deadline) ? Boolean.FALSE : null;
    }

    private boolean isByProvider(int end, OrderEventType type) {
      return end >= 0
          && order.type(end) == type
          && order.event(end).initiator() == Initiator.PROVIDER;
    }

    /** The last decision on a claim counts, which is the first one met. */
    private void decided(int index) {
      if (decidedClaims == null) {
        decidedClaims = new HashSet<>();
      }
      if (decidedClaims.add(order.event(index).claimId())) {
        claimApproved |= order.type(index) == OrderEventType.CLAIM_APPROVED;
      }
    }

    OrderFacts.Order order() {
      OrderEvent event = order.event(Math.max(firstPromise, 0));
      int lastHeld = lastCompleted >= 0 ? lastCompleted : order.size() - 1;
      return new OrderFacts.Order(
          dates.of(firstPromise >= 0 ? event.windowStart() : event.occurredAt(), event.timeZone()),
          event.offeringId(),
          event.region(),
          order.holderAt(order.at(lastHeld)),
          lastCompleted >= 0,
          decidedClaims == null ? null : (Boolean) claimApproved,
          lastRated < 0 ? null : order.event(lastRated).stars());
    }

    List<OrderFacts.Promise> promises() {
      return promises;
    }

    List<OrderFacts.Defect> defects(List<Reported> reported) {
      if (reported.isEmpty()) {
        return List.of();
      }
      List<OrderFacts.Defect> defects = new ArrayList<>(reported.size());
      for (Reported defect : reported) {
        OrderEvent anchor = anchor(defect);
        defects.add(
            new OrderFacts.Defect(
                defect.code(),
                defect.anchorEventId(),
                dates.of(defect.raisedAt(), anchor.timeZone()),
                anchor.offeringId(),
                anchor.region(),
                defect.providerId()));
      }
      return defects;
    }

    /** The ledger is up to date with the history, so what it holds is anchored there. */
    private OrderEvent anchor(Reported defect) {
      for (int i = 0; i < order.size(); i++) {
        if (order.event(i).eventId().equals(defect.anchorEventId())) {
          return order.event(i);
        }
      }
      throw new IllegalStateException("not anchored in the history it was found in: " + defect);
    }
  }
}
