package dev.odyssey.lifecycledefects.rules;

import static dev.odyssey.detection.policy.Setting.ARRIVAL_GRACE;
import static dev.odyssey.events.OrderEventType.ARRIVED;
import static dev.odyssey.events.OrderEventType.STARTED;

import dev.odyssey.codec.Instants;
import dev.odyssey.defects.ChargedTo;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.policy.Setting;
import dev.odyssey.detection.rules.Signal;
import dev.odyssey.events.OrderEvent;
import org.apache.flink.cep.pattern.Pattern;

/** Nobody has come by the end of the promised window. */
public final class MissedWindow extends OrderAbsence {

  public MissedWindow() {
    super(
        DefectCode.MISSED_WINDOW,
        Severity.HIGH,
        ChargedTo.PROVIDER,
        Types.PROMISES,
        Types.orBoundary(ARRIVED, STARTED));
  }

  @Override
  public String escalates() {
    return DefectCode.LATE_DEPARTURE;
  }

  @Override
  public Pattern<Signal<OrderHistory>, ?> pattern() {
    return Pattern.<Signal<OrderHistory>>begin("promise")
        .where(anchor())
        .notFollowedBy("arrival")
        .where(settling("promise"))
        .followedBy("arrival due")
        .where(dueOf("promise"));
  }

  @Override
  boolean isAnchorHere(OrderHistory order, int index) {
    return order.event(index).isKeepablePromise();
  }

  @Override
  protected long due(OrderHistory order, int anchor) {
    return order.event(anchor).windowEnd() + order.policy(anchor).millis(ARRIVAL_GRACE);
  }

  @Override
  Setting[] settings() {
    return new Setting[] {ARRIVAL_GRACE};
  }

  @Override
  String derivation(OrderHistory order, int anchor) {
    return "windowEnd "
        + Instants.format(order.event(anchor).windowEnd())
        + " + arrivalGrace "
        + order.policy(anchor).written(ARRIVAL_GRACE);
  }

  @Override
  String missing() {
    return "ARRIVED";
  }

  @Override
  String summary(OrderEvent anchor, long due) {
    return "nobody had come by " + OrderFinding.local(anchor, due) + ", the end of the window";
  }
}
