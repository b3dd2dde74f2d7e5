package dev.odyssey.lifecycledefects.rules;

import static dev.odyssey.detection.policy.Setting.LATE_CANCEL_LEAD;
import static dev.odyssey.events.OrderEventType.CANCELLED;

import dev.odyssey.codec.Instants;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Finding;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.rules.Agenda;
import dev.odyssey.detection.rules.Conditions;
import dev.odyssey.detection.rules.Signal;
import dev.odyssey.events.OrderEvent;
import org.apache.flink.cep.pattern.Pattern;

/** Our side cancels a promise that stands when its window is already near. */
public final class LateCancel extends OrderRule {

  public LateCancel() {
    super(DefectCode.LATE_CANCEL, Types.of(CANCELLED));
  }

  @Override
  public Pattern<Signal<OrderHistory>, ?> pattern() {
    return Pattern.<Signal<OrderHistory>>begin("promise")
        .where(Conditions.event((order, i) -> order.event(i).isPromise()))
        .followedBy("cancelled too late")
        .where(
            Conditions.related(
                "promise",
                (promise, s) -> s.isEvent() && isLate(s.history(), promise.index(), s.index())));
  }

  @Override
  int beginning(OrderHistory order, int anchor) {
    return order.standingPromise(anchor);
  }

  /** Whether our side cancels a promise here, while it stands and less than the lead before it. */
  private static boolean isLate(OrderHistory order, int promise, int index) {
    return order.type(index) == CANCELLED
        && order.event(index).isOurDoing()
        && order.standingPromise(index) == promise
        && order.at(index)
            > order.event(promise).windowStart() - order.policy(index).millis(LATE_CANCEL_LEAD);
  }

  @Override
  public Finding finding(Agenda.Case<OrderHistory> found) {
    OrderHistory order = found.history();
    int anchor = found.anchor();
    OrderEvent promise = order.event(order.standingPromise(anchor));
    return new OrderFinding(order, anchor, code(), Severity.HIGH)
        .chargedToInitiator()
        .evidence(order.standingPromise(anchor))
        .evidence(anchor)
        .because(
            "CANCELLED later than windowStart "
                + Instants.format(promise.windowStart())
                + " - lateCancelLead "
                + order.policy(anchor).written(LATE_CANCEL_LEAD),
            LATE_CANCEL_LEAD)
        .summary(
            "cancelled by our side with the window from "
                + OrderFinding.local(promise, promise.windowStart()));
  }
}
