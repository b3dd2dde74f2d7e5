package dev.odyssey.lifecycledefects.rules;

import static dev.odyssey.detection.policy.Setting.SCHEDULE_WITHIN;
import static dev.odyssey.events.OrderEventType.ARRIVED;
import static dev.odyssey.events.OrderEventType.PLACED;
import static dev.odyssey.events.OrderEventType.REOPENED;
import static dev.odyssey.events.OrderEventType.STARTED;

import dev.odyssey.defects.ChargedTo;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.policy.Setting;
import dev.odyssey.detection.rules.Signal;
import dev.odyssey.events.OrderEvent;
import org.apache.flink.cep.pattern.Pattern;

/** An order is placed or reopened and nobody gives the customer a window. */
public final class Unscheduled extends OrderAbsence {

  public Unscheduled() {
    super(
        DefectCode.UNSCHEDULED,
        Severity.WARNING,
        ChargedTo.PLATFORM,
        Types.of(PLACED, REOPENED),
        Types.orBoundary(ARRIVED, STARTED));
  }

  @Override
  public Pattern<Signal<OrderHistory>, ?> pattern() {
    return Pattern.<Signal<OrderHistory>>begin("placed")
        .where(anchor())
        .notFollowedBy("schedule")
        .where(settling("placed"))
        .followedBy("schedule due")
        .where(dueOf("placed"));
  }

  @Override
  boolean isAnchorHere(OrderHistory order, int index) {
    return true;
  }

  @Override
  protected long due(OrderHistory order, int anchor) {
    return order.at(anchor) + order.policy(anchor).millis(SCHEDULE_WITHIN);
  }

  @Override
  Setting[] settings() {
    return new Setting[] {SCHEDULE_WITHIN};
  }

  @Override
  String derivation(OrderHistory order, int anchor) {
    return "the "
        + order.type(anchor)
        + " event + scheduleWithin "
        + order.policy(anchor).written(SCHEDULE_WITHIN);
  }

  @Override
  String missing() {
    return "SCHEDULED";
  }

  @Override
  String summary(OrderEvent anchor, long due) {
    return "no window promised by " + OrderFinding.local(anchor, due);
  }
}
