package dev.odyssey.lifecycledefects.rules;

import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.policy.Setting;
import dev.odyssey.detection.rules.Matcher;
import dev.odyssey.detection.rules.Rule;

/** Our side has cancelled an appointment shortly before its window, or in it. */
final class LateCancel {

  static final Rule<OrderHistory> RULE =
      Rule.<OrderHistory>of(DefectCode.LATE_CANCEL)
          .severity(Severity.HIGH)
          .charge(OrderCharges.INITIATOR_TEXT, OrderCharges::initiator)
          .due("at a CANCELLED by our side that is late for the promise that stands")
          .because(
              (order, found) -> OrderFindings.lateness(order, found.anchor()),
              Setting.LATE_CANCEL_LEAD,
              Setting.SECOND_THOUGHTS)
          .evidence((order, found) -> new int[] {order.standingPromise(found.anchor())})
          .says(
              (order, found) ->
                  "cancelled by our side, %s the window"
                      .formatted(OrderFindings.lead(order, found.anchor())))
          .occurrence(Matcher.of(Kinds.LATE_CANCELLATION));

  private LateCancel() {}
}
