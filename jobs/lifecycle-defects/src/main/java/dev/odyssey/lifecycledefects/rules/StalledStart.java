package dev.odyssey.lifecycledefects.rules;

import static dev.odyssey.detection.policy.Setting.START_WITHIN;
import static dev.odyssey.events.OrderEventType.ARRIVED;
import static dev.odyssey.events.OrderEventType.STARTED;

import dev.odyssey.defects.ChargedTo;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.policy.Setting;
import dev.odyssey.detection.rules.Signal;
import dev.odyssey.events.OrderEvent;
import org.apache.flink.cep.pattern.Pattern;

/** Somebody has arrived and work does not start. Counted from the visit's first arrival. */
public final class StalledStart extends OrderAbsence {

  public StalledStart() {
    super(
        DefectCode.STALLED_START,
        Severity.HIGH,
        ChargedTo.PROVIDER,
        Types.of(ARRIVED),
        Types.orBoundary(STARTED));
  }

  @Override
  public Pattern<Signal<OrderHistory>, ?> pattern() {
    return Pattern.<Signal<OrderHistory>>begin("arrived")
        .where(anchor())
        .notFollowedBy("start")
        .where(settling("arrived"))
        .followedBy("start due")
        .where(dueOf("arrived"));
  }

  @Override
  boolean isAnchorHere(OrderHistory order, int index) {
    return !order.arrivedBefore(index) && !order.startedBefore(index);
  }

  @Override
  protected long due(OrderHistory order, int anchor) {
    return order.at(anchor) + order.policy(anchor).millis(START_WITHIN);
  }

  @Override
  Setting[] settings() {
    return new Setting[] {START_WITHIN};
  }

  @Override
  String derivation(OrderHistory order, int anchor) {
    return "the ARRIVED event + startWithin " + order.policy(anchor).written(START_WITHIN);
  }

  @Override
  String missing() {
    return "STARTED";
  }

  @Override
  String summary(OrderEvent anchor, long due) {
    return "arrived, but work had not started by " + OrderFinding.local(anchor, due);
  }
}
