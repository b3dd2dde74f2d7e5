package dev.odyssey.lifecycledefects.rules;

import dev.odyssey.defects.ChargedTo;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.rules.Matcher;
import dev.odyssey.detection.rules.Rule;

/** An order was completed without a scan of arrival or start: the data say little. */
final class SkippedScan {

  static final Rule<OrderHistory> RULE =
      Rule.<OrderHistory>of(DefectCode.SKIPPED_SCAN)
          .severity(Severity.INFO)
          .charge(ChargedTo.DATA)
          .missing("ARRIVED or STARTED")
          .due("at a COMPLETED in whose visit ARRIVED or STARTED is missing")
          .because((order, found) -> "COMPLETED without ARRIVED or STARTED in its visit")
          .says((order, found) -> "completed without a scan of arrival or start")
          .occurrence(Matcher.of(Kinds.UNSCANNED));

  private SkippedScan() {}
}
