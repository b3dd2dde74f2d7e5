package dev.odyssey.lifecycledefects.rules;

import static dev.odyssey.detection.policy.Setting.MAX_RESCHEDULES;
import static dev.odyssey.events.OrderEventType.RESCHEDULED;

import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Finding;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.rules.Agenda;
import dev.odyssey.detection.rules.Conditions;
import dev.odyssey.detection.rules.Signal;
import java.util.Locale;
import org.apache.flink.cep.pattern.Pattern;

/**
 * Our side has moved the customer's appointment once too often; the customer's own reschedules do
 * not count. Once an order.
 */
public final class RescheduleChurn extends OrderRule {

  public RescheduleChurn() {
    super(DefectCode.RESCHEDULE_CHURN, Types.of(RESCHEDULED));
  }

  @Override
  public Pattern<Signal<OrderHistory>, ?> pattern() {
    return Pattern.<Signal<OrderHistory>>begin("reschedule too many")
        .where(Conditions.event(RescheduleChurn::isTooMany));
  }

  @Override
  int beginning(OrderHistory order, int anchor) {
    return isTooMany(order, anchor) ? anchor : -1;
  }

  /** Whether our side's reschedules reach the limit here, and at no earlier one of them. */
  private static boolean isTooMany(OrderHistory order, int index) {
    if (!reachesLimit(order, index)) {
      return false;
    }
    for (int i = index - 1; i >= 0 && order.ourReschedulesBefore(i + 1) > 0; i--) {
      if (reachesLimit(order, i)) {
        return false;
      }
    }
    return true;
  }

  /** Offerings may differ in the limit, and an order may change its offering. */
  private static boolean reachesLimit(OrderHistory order, int index) {
    return order.type(index) == RESCHEDULED
        && order.event(index).isOurDoing()
        && order.ourReschedulesBefore(index) + 1 >= order.policy(index).count(MAX_RESCHEDULES);
  }

  @Override
  public Finding finding(Agenda.Case<OrderHistory> found) {
    OrderHistory order = found.history();
    int anchor = found.anchor();
    return new OrderFinding(order, anchor, code(), Severity.HIGH)
        .chargedToInitiator()
        .evidence(anchor)
        .because(
            "RESCHEDULED by our side, number " + (order.ourReschedulesBefore(anchor) + 1),
            MAX_RESCHEDULES)
        .summary(
            "rescheduled by our side for the "
                + (order.ourReschedulesBefore(anchor) + 1)
                + ". time, now by the "
                + order.event(anchor).initiator().name().toLowerCase(Locale.ROOT));
  }
}
