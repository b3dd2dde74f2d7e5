package dev.odyssey.lifecycledefects.rules;

import static dev.odyssey.detection.policy.Setting.REASSIGN_WITHIN;
import static dev.odyssey.events.OrderEventType.ARRIVED;
import static dev.odyssey.events.OrderEventType.ASSIGNED;
import static dev.odyssey.events.OrderEventType.CONFIRMED;
import static dev.odyssey.events.OrderEventType.DECLINED;
import static dev.odyssey.events.OrderEventType.EN_ROUTE;
import static dev.odyssey.events.OrderEventType.STARTED;

import dev.odyssey.defects.ChargedTo;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.policy.Setting;
import dev.odyssey.detection.rules.Signal;
import dev.odyssey.events.OrderEvent;
import org.apache.flink.cep.pattern.Pattern;

/**
 * The provider declines a promise that stands, and no other takes it on. Counted from the first
 * DECLINED since the order was last assigned, confirmed or passed a boundary.
 */
public final class Unfilled extends OrderAbsence {

  public Unfilled() {
    super(
        DefectCode.UNFILLED,
        Severity.HIGH,
        ChargedTo.PLATFORM,
        Types.of(DECLINED),
        Types.orBoundary(ASSIGNED, CONFIRMED, EN_ROUTE, ARRIVED, STARTED));
  }

  @Override
  public Pattern<Signal<OrderHistory>, ?> pattern() {
    return Pattern.<Signal<OrderHistory>>begin("declined")
        .where(anchor())
        .notFollowedBy("taken on")
        .where(settling("declined"))
        .followedBy("reassignment due")
        .where(dueOf("declined"));
  }

  @Override
  boolean isAnchorHere(OrderHistory order, int index) {
    return order.standingPromise(index) >= 0 && !order.declinedBefore(index);
  }

  @Override
  protected long due(OrderHistory order, int anchor) {
    return order.at(anchor) + order.policy(anchor).millis(REASSIGN_WITHIN);
  }

  @Override
  Setting[] settings() {
    return new Setting[] {REASSIGN_WITHIN};
  }

  @Override
  String derivation(OrderHistory order, int anchor) {
    return "the DECLINED event + reassignWithin " + order.policy(anchor).written(REASSIGN_WITHIN);
  }

  @Override
  String missing() {
    return "ASSIGNED";
  }

  @Override
  String summary(OrderEvent anchor, long due) {
    return "declined, and no provider has taken it on by " + OrderFinding.local(anchor, due);
  }
}
