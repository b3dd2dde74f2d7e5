package dev.odyssey.lifecycledefects.rules;

import static dev.odyssey.events.OrderEventType.CANCELLED;
import static dev.odyssey.events.OrderEventType.COMPLETED;
import static dev.odyssey.events.OrderEventType.CUSTOMER_ABSENT;
import static dev.odyssey.events.OrderEventType.RESCHEDULED;

import dev.odyssey.defects.ChargedTo;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Finding;
import dev.odyssey.detection.facts.FactRules;
import dev.odyssey.detection.facts.LocalDates;
import dev.odyssey.detection.matching.Judgement;
import dev.odyssey.detection.policy.Setting;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.OrderEventType;
import dev.odyssey.facts.OrderFacts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What orders contribute to scorecards: one record an order, with its promises and defects. */
public final class OrderFactRules implements FactRules<OrderHistory, OrderFacts> {

  private static final long serialVersionUID = 2;

  /** An order contributes as a whole. */
  private static final String WHOLE = "";

  @Override
  public List<Contribution<OrderFacts>> derive(
      Judgement<OrderHistory> judgement, List<Finding> findings, long since, long decidedAt) {
    OrderHistory order = judgement.history();
    if (order.size() == 0) {
      return List.of();
    }
    Derivation derivation = new Derivation(judgement);
    OrderFacts facts =
        new OrderFacts(
            order.event(0).orderId(),
            since,
            decidedAt,
            derivation.order(findings),
            derivation.promises,
            derivation.defects(findings));
    return List.of(new Contribution<>(WHOLE, 0, facts));
  }

  @Override
  public OrderFacts withdrawn(String orderId, String part, long since, long decidedAt) {
    return OrderFacts.withdrawn(orderId, since, decidedAt);
  }

  /** One walk backwards over an order, so that how a visit ended is known where it began. */
  private static final class Derivation {

    private final Judgement<OrderHistory> judgement;
    private final OrderHistory order;
    private final LocalDates dates = new LocalDates();
    private final List<OrderFacts.Promise> promises = new ArrayList<>(2);
    private int firstPromise = -1;
    private int lastCompleted = -1;
    private int lastRated = -1;
    private Set<String> decidedClaims;
    private boolean claimApproved;

    Derivation(Judgement<OrderHistory> judgement) {
      this.judgement = judgement;
      this.order = judgement.history();
      int end = -1;
      int came = -1;
      for (int i = order.size() - 1; i >= 0; i--) {
        if (order.is(i, Kinds.PROMISE)) {
          firstPromise = i;
          promises.add(promise(i, end, came));
        }
        switch (order.type(i)) {
          case COMPLETED -> lastCompleted = Math.max(lastCompleted, i);
          case RATED -> lastRated = Math.max(lastRated, i);
          case CLAIM_APPROVED, CLAIM_DENIED -> decided(i);
          default -> {}
        }
        if (order.is(i, Kinds.CAME)) {
          came = i;
        }
        if (order.is(i, Kinds.BOUNDARY)) {
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
     * @param arrival the first ARRIVED or STARTED of its visit that is not early; -1 for none
     */
    private OrderFacts.Promise promise(int index, int end, int arrival) {
      OrderEvent promise = order.event(index);
      String holder = order.dueHolder(index);
      boolean endedThere = end >= 0 && isAny(end, COMPLETED, CUSTOMER_ABSENT);
      int came = arrival < 0 && endedThere ? end : arrival;
      boolean withdrawn = came < 0 && isWithdrawnBy(end, promise);
      return new OrderFacts.Promise(
          promise.eventId(),
          dates.of(promise.windowStart(), promise.timeZone()),
          promise.offeringId(),
          promise.region(),
          holder,
          end < 0 ? holder : order.holderBefore(end),
          withdrawn ? null : arrivedOnTime(index, came),
          withdrawn ? null : completedInWindow(index, end),
          isByProvider(end, RESCHEDULED),
          isByProvider(end, CANCELLED));
    }

    /** Who calls it off in the window has not kept it. */
    private boolean isWithdrawnBy(int end, OrderEvent promise) {
      return end >= 0
          && order.at(end) <= promise.windowEnd()
          && !((isByProvider(end, RESCHEDULED) || isByProvider(end, CANCELLED))
              && order.at(end) > promise.windowStart());
    }

    /** Null while it is undecided. */
    private Boolean arrivedOnTime(int index, int came) {
      long deadline =
          order.event(index).windowEnd() + order.policy(index).millis(Setting.ARRIVAL_GRACE);
      if (came >= 0) {
        return order.at(came) <= deadline;
      }
      return judgement.hasPassed(index, deadline) ? Boolean.FALSE : null;
    }

    /** Null while it is undecided, and where somebody else than the provider ended it in time. */
    private Boolean completedInWindow(int index, int end) {
      long deadline =
          order.event(index).windowEnd() + order.policy(index).millis(Setting.COMPLETION_ALLOWANCE);
      if (end >= 0 && order.type(end) == COMPLETED) {
        return order.at(end) <= deadline;
      }
      if (isByProvider(end, RESCHEDULED) || isByProvider(end, CANCELLED)) {
        return false;
      }
      boolean endedBefore = end >= 0 && order.at(end) <= deadline;
      return !endedBefore && judgement.hasPassed(index, deadline) ? Boolean.FALSE : null;
    }

    private boolean isAny(int index, OrderEventType one, OrderEventType other) {
      return order.type(index) == one || order.type(index) == other;
    }

    private boolean isByProvider(int end, OrderEventType type) {
      return end >= 0 && order.type(end) == type && order.isByProvider(end);
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

    OrderFacts.Order order(List<Finding> findings) {
      OrderEvent event = order.event(Math.max(firstPromise, 0));
      int lastHeld = lastCompleted >= 0 ? lastCompleted : order.size() - 1;
      Finding rework = firstRework(findings);
      return new OrderFacts.Order(
          dates.of(firstPromise >= 0 ? event.windowStart() : event.occurredAt(), event.timeZone()),
          event.offeringId(),
          event.region(),
          order.holderAt(order.at(lastHeld)),
          lastCompleted >= 0,
          decidedClaims == null ? null : (Boolean) claimApproved,
          lastRated < 0 ? null : order.event(lastRated).stars(),
          rework != null,
          rework == null ? null : providerCharged(rework));
    }

    private Finding firstRework(List<Finding> findings) {
      int first = -1;
      for (int i = 0; i < findings.size(); i++) {
        if (findings.get(i).code().equals(DefectCode.REWORK)
            && (first < 0
                || judgement.found().get(i).anchor() < judgement.found().get(first).anchor())) {
          first = i;
        }
      }
      return first < 0 ? null : findings.get(first);
    }

    private static String providerCharged(Finding finding) {
      return finding.chargedTo() == ChargedTo.PROVIDER ? finding.providerId() : null;
    }

    List<OrderFacts.Defect> defects(List<Finding> findings) {
      if (findings.isEmpty()) {
        return List.of();
      }
      List<OrderFacts.Defect> defects = new ArrayList<>(findings.size());
      for (int i = 0; i < findings.size(); i++) {
        Finding finding = findings.get(i);
        OrderEvent anchor = order.event(judgement.found().get(i).anchor());
        defects.add(
            new OrderFacts.Defect(
                finding.code(),
                finding.anchorEventId(),
                dates.of(finding.raisedAt(), anchor.timeZone()),
                anchor.offeringId(),
                anchor.region(),
                providerCharged(finding)));
      }
      return defects;
    }
  }
}
