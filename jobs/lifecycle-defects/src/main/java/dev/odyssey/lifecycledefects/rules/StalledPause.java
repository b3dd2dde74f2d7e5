package dev.odyssey.lifecycledefects.rules;

import static dev.odyssey.events.OrderEventType.RESUMED;
import static dev.odyssey.events.OrderEventType.STARTED;

import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.policy.Setting;
import dev.odyssey.detection.rules.By;
import dev.odyssey.detection.rules.Matcher;
import dev.odyssey.detection.rules.Rule;

/** Work was paused and has not gone on. */
final class StalledPause {

  static final Rule<OrderHistory> RULE =
      Rule.<OrderHistory>of(DefectCode.STALLED_PAUSE)
          .severity(Severity.HIGH)
          .charge(OrderCharges.HOLDER_AT_DUE_TEXT, OrderCharges::holderAtDue)
          .missing("RESUMED")
          .due("PAUSED + maxPause")
          .says(
              (order, found) ->
                  "paused, and work had not gone on by " + OrderFindings.due(order, found))
          .absence(
              Matcher.of(Kinds.STOPS_WORK),
              By.after(Setting.MAX_PAUSE),
              Matcher.of(Kinds.of(RESUMED, STARTED) | Kinds.BOUNDARY));

  private StalledPause() {}
}
