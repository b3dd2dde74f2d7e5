package dev.odyssey.lifecycledefects.rules;

import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.policy.Setting;
import dev.odyssey.detection.rules.By;
import dev.odyssey.detection.rules.Matcher;
import dev.odyssey.detection.rules.Rule;

/** The window is long over and still nobody has come. */
final class NoShow {

  static final Rule<OrderHistory> RULE =
      Rule.<OrderHistory>of(DefectCode.NO_SHOW)
          .severity(Severity.CRITICAL)
          .charge(OrderCharges.DUE_HOLDER_TEXT, OrderCharges::dueHolder)
          .escalates(DefectCode.MISSED_WINDOW)
          .missing("ARRIVED")
          .due("windowEnd + noShowAfter")
          .says((order, found) -> "nobody has come at all by " + OrderFindings.due(order, found))
          .absence(
              Matcher.of(Kinds.PROMISE),
              By.afterWindowEnd(Setting.NO_SHOW_AFTER),
              Matcher.of(Kinds.CAME | Kinds.BOUNDARY));

  private NoShow() {}
}
