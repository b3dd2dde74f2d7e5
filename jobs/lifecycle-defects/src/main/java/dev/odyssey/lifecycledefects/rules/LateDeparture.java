package dev.odyssey.lifecycledefects.rules;

import static dev.odyssey.detection.policy.Setting.DEPARTURE_LEAD;
import static dev.odyssey.events.OrderEventType.ARRIVED;
import static dev.odyssey.events.OrderEventType.EN_ROUTE;
import static dev.odyssey.events.OrderEventType.STARTED;

import dev.odyssey.codec.Instants;
import dev.odyssey.defects.ChargedTo;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.policy.Setting;
import dev.odyssey.detection.rules.Signal;
import dev.odyssey.events.OrderEvent;
import org.apache.flink.cep.pattern.Pattern;

/** Nobody is on the way when the window is about to end: the last moment to tell the customer. */
public final class LateDeparture extends OrderAbsence {

  public LateDeparture() {
    super(
        DefectCode.LATE_DEPARTURE,
        Severity.WARNING,
        ChargedTo.PROVIDER,
        Types.PROMISES,
        Types.orBoundary(EN_ROUTE, ARRIVED, STARTED));
  }

  @Override
  public Pattern<Signal<OrderHistory>, ?> pattern() {
    return Pattern.<Signal<OrderHistory>>begin("promise")
        .where(anchor())
        .notFollowedBy("departure")
        .where(settling("promise"))
        .followedBy("departure due")
        .where(dueOf("promise"));
  }

  @Override
  boolean isAnchorHere(OrderHistory order, int index) {
    return order.event(index).isKeepablePromise();
  }

  @Override
  protected long due(OrderHistory order, int anchor) {
    OrderEvent promise = order.event(anchor);
    long due = promise.windowEnd() - order.policy(anchor).millis(DEPARTURE_LEAD);
    return due > promise.occurredAt() ? due : NONE;
  }

  @Override
  Setting[] settings() {
    return new Setting[] {DEPARTURE_LEAD};
  }

  @Override
  String derivation(OrderHistory order, int anchor) {
    return "windowEnd "
        + Instants.format(order.event(anchor).windowEnd())
        + " - departureLead "
        + order.policy(anchor).written(DEPARTURE_LEAD);
  }

  @Override
  String missing() {
    return "EN_ROUTE";
  }

  @Override
  String summary(OrderEvent anchor, long due) {
    return "nobody on the way by " + OrderFinding.local(anchor, due);
  }
}
