package dev.odyssey.lifecycledefects.rules;

import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.policy.Setting;
import dev.odyssey.detection.rules.By;
import dev.odyssey.detection.rules.Matcher;
import dev.odyssey.detection.rules.Rule;

/** Nobody has come by the end of the promised window. */
final class MissedWindow {

  static final Rule<OrderHistory> RULE =
      Rule.<OrderHistory>of(DefectCode.MISSED_WINDOW)
          .severity(Severity.HIGH)
          .charge(OrderCharges.DUE_HOLDER_TEXT, OrderCharges::dueHolder)
          .escalates(DefectCode.LATE_DEPARTURE)
          .missing("ARRIVED")
          .due("windowEnd + arrivalGrace")
          .says(
              (order, found) ->
                  "nobody had come by "
                      + OrderFindings.due(order, found)
                      + ", the end of the window")
          .absence(
              Matcher.of(Kinds.PROMISE),
              By.afterWindowEnd(Setting.ARRIVAL_GRACE),
              Matcher.of(Kinds.CAME | Kinds.BOUNDARY));

  private MissedWindow() {}
}
