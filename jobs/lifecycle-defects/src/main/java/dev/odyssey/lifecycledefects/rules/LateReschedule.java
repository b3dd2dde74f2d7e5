package dev.odyssey.lifecycledefects.rules;

import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.policy.Setting;
import dev.odyssey.detection.rules.Matcher;
import dev.odyssey.detection.rules.Rule;

/** Our side has moved an appointment shortly before its window, or in it. */
final class LateReschedule {

  static final Rule<OrderHistory> RULE =
      Rule.<OrderHistory>of(DefectCode.LATE_RESCHEDULE)
          .severity(Severity.HIGH)
          .charge(OrderCharges.INITIATOR_TEXT, OrderCharges::initiator)
          .due("at a RESCHEDULED by our side that is late for the promise before it")
          .because(
              (order, found) -> OrderFindings.lateness(order, found.anchor()),
              Setting.LATE_CANCEL_LEAD,
              Setting.SECOND_THOUGHTS)
          .evidence((order, found) -> new int[] {order.standingPromise(found.anchor())})
          .says(
              (order, found) ->
                  "moved by our side, %s the window"
                      .formatted(OrderFindings.lead(order, found.anchor())))
          .occurrence(Matcher.of(Kinds.LATE_MOVE));

  private LateReschedule() {}
}
