package dev.odyssey.lifecycledefects.rules;

import static dev.odyssey.events.OrderEventType.ARRIVED;
import static dev.odyssey.events.OrderEventType.PLACED;
import static dev.odyssey.events.OrderEventType.REOPENED;
import static dev.odyssey.events.OrderEventType.STARTED;

import dev.odyssey.defects.ChargedTo;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.policy.Setting;
import dev.odyssey.detection.rules.By;
import dev.odyssey.detection.rules.Matcher;
import dev.odyssey.detection.rules.Rule;

/** Nobody has promised a window in time. */
final class Unscheduled {

  static final Rule<OrderHistory> RULE =
      Rule.<OrderHistory>of(DefectCode.UNSCHEDULED)
          .severity(Severity.WARNING)
          .charge(ChargedTo.PLATFORM)
          .missing("SCHEDULED")
          .due("PLACED, REOPENED or CUSTOMER_ABSENT + scheduleWithin")
          .says((order, found) -> "no appointment by " + OrderFindings.due(order, found))
          .absence(
              Matcher.of(Kinds.of(PLACED, REOPENED) | Kinds.ABSENT),
              By.after(Setting.SCHEDULE_WITHIN),
              Matcher.of(Kinds.of(ARRIVED, STARTED) | Kinds.BOUNDARY));

  private Unscheduled() {}
}
