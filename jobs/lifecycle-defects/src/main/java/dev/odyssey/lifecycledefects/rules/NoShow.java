package dev.odyssey.lifecycledefects.rules;

import static dev.odyssey.detection.policy.Setting.NO_SHOW_AFTER;
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

/** The window is long over and still nobody has come. */
public final class NoShow extends OrderAbsence {

  public NoShow() {
    super(
        DefectCode.NO_SHOW,
        Severity.CRITICAL,
        ChargedTo.PROVIDER,
        Types.PROMISES,
        Types.orBoundary(ARRIVED, STARTED));
  }

  @Override
  public String escalates() {
    return DefectCode.MISSED_WINDOW;
  }

  @Override
  public Pattern<Signal<OrderHistory>, ?> pattern() {
    return Pattern.<Signal<OrderHistory>>begin("promise")
        .where(anchor())
        .notFollowedBy("arrival")
        .where(settling("promise"))
        .followedBy("no-show")
        .where(dueOf("promise"));
  }

  @Override
  boolean isAnchorHere(OrderHistory order, int index) {
    return order.event(index).isKeepablePromise();
  }

  @Override
  protected long due(OrderHistory order, int anchor) {
    return order.event(anchor).windowEnd() + order.policy(anchor).millis(NO_SHOW_AFTER);
  }

  @Override
  Setting[] settings() {
    return new Setting[] {NO_SHOW_AFTER};
  }

  @Override
  String derivation(OrderHistory order, int anchor) {
    return "windowEnd "
        + Instants.format(order.event(anchor).windowEnd())
        + " + noShowAfter "
        + order.policy(anchor).written(NO_SHOW_AFTER);
  }

  @Override
  String missing() {
    return "ARRIVED";
  }

  @Override
  String summary(OrderEvent anchor, long due) {
    return "nobody has come at all by " + OrderFinding.local(anchor, due);
  }
}
