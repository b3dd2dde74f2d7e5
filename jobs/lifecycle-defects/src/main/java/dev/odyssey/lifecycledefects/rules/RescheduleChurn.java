package dev.odyssey.lifecycledefects.rules;

import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.policy.Setting;
import dev.odyssey.detection.rules.Matcher;
import dev.odyssey.detection.rules.Rule;
import java.util.Locale;

/** Our side has moved the customer's appointment once too often. Once an order. */
final class RescheduleChurn {

  static final Rule<OrderHistory> RULE =
      Rule.<OrderHistory>of(DefectCode.RESCHEDULE_CHURN)
          .severity(Severity.HIGH)
          .charge(OrderCharges.INITIATOR_TEXT, OrderCharges::initiator)
          .due("at the RESCHEDULED by our side whose number reaches maxReschedules")
          .because(
              (order, found) -> "RESCHEDULED by our side, number " + number(order, found.anchor()),
              Setting.MAX_RESCHEDULES)
          .says(
              (order, found) ->
                  "rescheduled %d times by our side, now by the %s"
                      .formatted(
                          number(order, found.anchor()),
                          order.event(found.anchor()).initiator().name().toLowerCase(Locale.ROOT)))
          .occurrence(Matcher.of(Kinds.ONE_TOO_MANY));

  private static int number(OrderHistory order, int index) {
    int number = 0;
    for (int i = 0; i <= index; i++) {
      number += order.isOurReschedule(i) ? 1 : 0;
    }
    return number;
  }

  private RescheduleChurn() {}
}
