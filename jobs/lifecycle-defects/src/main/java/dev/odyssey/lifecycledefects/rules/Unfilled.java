package dev.odyssey.lifecycledefects.rules;

import static dev.odyssey.events.OrderEventType.ARRIVED;
import static dev.odyssey.events.OrderEventType.ASSIGNED;
import static dev.odyssey.events.OrderEventType.CONFIRMED;
import static dev.odyssey.events.OrderEventType.EN_ROUTE;
import static dev.odyssey.events.OrderEventType.STARTED;

import dev.odyssey.defects.ChargedTo;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.policy.Setting;
import dev.odyssey.detection.rules.By;
import dev.odyssey.detection.rules.Matcher;
import dev.odyssey.detection.rules.Rule;

/** The provider declines a promise that stands, and no other provider takes the order on. */
final class Unfilled {

  static final Rule<OrderHistory> RULE =
      Rule.<OrderHistory>of(DefectCode.UNFILLED)
          .severity(Severity.HIGH)
          .charge(ChargedTo.PLATFORM)
          .missing("ASSIGNED")
          .due("DECLINED that leaves nobody + reassignWithin")
          .says(
              (order, found) ->
                  "declined, and no provider has taken it on by " + OrderFindings.due(order, found))
          .absence(
              Matcher.of(Kinds.LEFT_UNFILLED),
              By.after(Setting.REASSIGN_WITHIN),
              Matcher.of(
                  Kinds.of(ASSIGNED, CONFIRMED, EN_ROUTE, ARRIVED, STARTED) | Kinds.BOUNDARY));

  private Unfilled() {}
}
