package dev.odyssey.lifecycledefects.rules;

import static dev.odyssey.detection.policy.Setting.CONFIRM_LEAD;
import static dev.odyssey.detection.policy.Setting.CONFIRM_WITHIN;
import static dev.odyssey.events.OrderEventType.ARRIVED;
import static dev.odyssey.events.OrderEventType.CONFIRMED;
import static dev.odyssey.events.OrderEventType.EN_ROUTE;
import static dev.odyssey.events.OrderEventType.STARTED;

import dev.odyssey.codec.Instants;
import dev.odyssey.defects.ChargedTo;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.policy.Policy;
import dev.odyssey.detection.policy.Setting;
import dev.odyssey.detection.rules.Signal;
import dev.odyssey.events.OrderEvent;
import org.apache.flink.cep.pattern.Pattern;

/**
 * The provider has not confirmed a promise when its window comes near, and has had a fair time to.
 */
public final class Unconfirmed extends OrderAbsence {

  public Unconfirmed() {
    super(
        DefectCode.UNCONFIRMED,
        Severity.WARNING,
        ChargedTo.PROVIDER,
        Types.PROMISES,
        Types.orBoundary(CONFIRMED, EN_ROUTE, ARRIVED, STARTED));
  }

  @Override
  public Pattern<Signal<OrderHistory>, ?> pattern() {
    return Pattern.<Signal<OrderHistory>>begin("promise")
        .where(anchor())
        .notFollowedBy("confirmation")
        .where(settling("promise"))
        .followedBy("confirmation due")
        .where(dueOf("promise"));
  }

  @Override
  boolean isAnchorHere(OrderHistory order, int index) {
    return order.event(index).isKeepablePromise();
  }

  @Override
  protected long due(OrderHistory order, int anchor) {
    OrderEvent promise = order.event(anchor);
    Policy policy = order.policy(anchor);
    long due =
        Math.max(
            promise.windowStart() - policy.millis(CONFIRM_LEAD),
            promise.occurredAt() + policy.millis(CONFIRM_WITHIN));
    return due < promise.windowStart() ? due : NONE;
  }

  @Override
  Setting[] settings() {
    return new Setting[] {CONFIRM_LEAD, CONFIRM_WITHIN};
  }

  @Override
  String derivation(OrderHistory order, int anchor) {
    OrderEvent promise = order.event(anchor);
    Policy policy = order.policy(anchor);
    return "the later of windowStart "
        + Instants.format(promise.windowStart())
        + " - confirmLead "
        + policy.written(CONFIRM_LEAD)
        + " and the promise + confirmWithin "
        + policy.written(CONFIRM_WITHIN);
  }

  @Override
  String missing() {
    return "CONFIRMED";
  }

  @Override
  String summary(OrderEvent anchor, long due) {
    return "promise not confirmed by " + OrderFinding.local(anchor, due);
  }
}
