package dev.odyssey.lifecycledefects.rules;

import static dev.odyssey.events.OrderEventType.COMPLETED;

import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.policy.Setting;
import dev.odyssey.detection.rules.Matcher;
import dev.odyssey.detection.rules.Rule;

/** The work was not good the first time: the order was reopened soon after its completion. */
final class Rework {

  private static final int CRITICAL_FROM = 3;

  static final Rule<OrderHistory> RULE =
      Rule.<OrderHistory>of(DefectCode.REWORK)
          .severity(
              "HIGH, CRITICAL from the order's third",
              (order, found) ->
                  order.countUpTo(found.anchor(), Kinds.REDONE) >= CRITICAL_FROM
                      ? Severity.CRITICAL
                      : Severity.HIGH)
          .charge(OrderCharges.COMPLETER_TEXT, OrderCharges::completer)
          .due("at a REOPENED at most reopenWithin after COMPLETED")
          .because(
              (order, found) ->
                  "REOPENED within reopenWithin "
                      + order.policy(found.anchor()).written(Setting.REOPEN_WITHIN)
                      + " of COMPLETED",
              Setting.REOPEN_WITHIN)
          .evidence(
              (order, found) -> new int[] {order.lastBefore(found.anchor(), Kinds.of(COMPLETED))})
          .says((order, found) -> "reopened after it was completed")
          .occurrence(Matcher.of(Kinds.REDONE));

  private Rework() {}
}
