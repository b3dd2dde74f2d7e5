package dev.odyssey.lifecycledefects.rules;

import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.policy.Setting;
import dev.odyssey.detection.rules.By;
import dev.odyssey.detection.rules.Matcher;
import dev.odyssey.detection.rules.Rule;

/** Nobody is on the way in time. */
final class LateDeparture {

  static final Rule<OrderHistory> RULE =
      Rule.<OrderHistory>of(DefectCode.LATE_DEPARTURE)
          .severity(Severity.WARNING)
          .charge(OrderCharges.HOLDER_AT_DUE_TEXT, OrderCharges::holderAtDue)
          .missing("EN_ROUTE")
          .due("windowEnd - departureLead")
          .says((order, found) -> "nobody on the way by " + OrderFindings.due(order, found))
          .absence(
              Matcher.of(Kinds.PROMISE),
              By.beforeWindowEnd(Setting.DEPARTURE_LEAD),
              Matcher.of(Kinds.ON_THE_WAY | Kinds.BOUNDARY));

  private LateDeparture() {}
}
