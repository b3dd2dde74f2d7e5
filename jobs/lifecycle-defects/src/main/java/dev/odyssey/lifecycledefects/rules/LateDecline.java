package dev.odyssey.lifecycledefects.rules;

import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.policy.Setting;
import dev.odyssey.detection.rules.Matcher;
import dev.odyssey.detection.rules.Rule;

/** The provider who held the order has declined it shortly before its window, or in it. */
final class LateDecline {

  static final Rule<OrderHistory> RULE =
      Rule.<OrderHistory>of(DefectCode.LATE_DECLINE)
          .severity(Severity.HIGH)
          .charge(OrderCharges.HOLDER_BEFORE_TEXT, OrderCharges::holderBefore)
          .due("at a DECLINED that lets go, late for the promise that stands")
          .because(
              (order, found) -> OrderFindings.lateness(order, found.anchor()),
              Setting.LATE_CANCEL_LEAD,
              Setting.SECOND_THOUGHTS)
          .evidence((order, found) -> new int[] {order.standingPromise(found.anchor())})
          .says(
              (order, found) ->
                  "declined by its provider, %s the window"
                      .formatted(OrderFindings.lead(order, found.anchor())))
          .occurrence(Matcher.of(Kinds.LATE_REFUSAL));

  private LateDecline() {}
}
