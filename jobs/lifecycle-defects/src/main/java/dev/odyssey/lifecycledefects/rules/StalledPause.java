package dev.odyssey.lifecycledefects.rules;

import static dev.odyssey.detection.policy.Setting.MAX_PAUSE;
import static dev.odyssey.events.OrderEventType.PAUSED;
import static dev.odyssey.events.OrderEventType.RESUMED;
import static dev.odyssey.events.OrderEventType.STARTED;

import dev.odyssey.defects.ChargedTo;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.policy.Setting;
import dev.odyssey.detection.rules.Signal;
import dev.odyssey.events.OrderEvent;
import org.apache.flink.cep.pattern.Pattern;

/** Work was paused and nobody takes it up again. */
public final class StalledPause extends OrderAbsence {

  public StalledPause() {
    super(
        DefectCode.STALLED_PAUSE,
        Severity.HIGH,
        ChargedTo.PROVIDER,
        Types.of(PAUSED),
        Types.orBoundary(RESUMED, STARTED));
  }

  @Override
  public Pattern<Signal<OrderHistory>, ?> pattern() {
    return Pattern.<Signal<OrderHistory>>begin("paused")
        .where(anchor())
        .notFollowedBy("resumption")
        .where(settling("paused"))
        .followedBy("resumption due")
        .where(dueOf("paused"));
  }

  @Override
  boolean isAnchorHere(OrderHistory order, int index) {
    return order.workingBefore(index);
  }

  @Override
  protected long due(OrderHistory order, int anchor) {
    return order.at(anchor) + order.policy(anchor).millis(MAX_PAUSE);
  }

  @Override
  Setting[] settings() {
    return new Setting[] {MAX_PAUSE};
  }

  @Override
  String derivation(OrderHistory order, int anchor) {
    return "the PAUSED event + maxPause " + order.policy(anchor).written(MAX_PAUSE);
  }

  @Override
  String missing() {
    return "RESUMED";
  }

  @Override
  String summary(OrderEvent anchor, long due) {
    return "paused, and not resumed by " + OrderFinding.local(anchor, due);
  }
}
