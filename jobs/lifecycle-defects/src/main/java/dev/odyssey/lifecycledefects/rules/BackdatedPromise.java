package dev.odyssey.lifecycledefects.rules;

import dev.odyssey.defects.ChargedTo;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.rules.Matcher;
import dev.odyssey.detection.rules.Rule;

/** A window was entered after it had ended: nobody could keep it. */
final class BackdatedPromise {

  static final Rule<OrderHistory> RULE =
      Rule.<OrderHistory>of(DefectCode.BACKDATED_PROMISE)
          .severity(Severity.INFO)
          .charge(ChargedTo.DATA)
          .due("at a backdated SCHEDULED or RESCHEDULED")
          .because((order, found) -> "windowEnd is not after the event")
          .says(
              (order, found) ->
                  "window entered after it had ended at "
                      + OrderFindings.local(
                          order, found.anchor(), order.event(found.anchor()).windowEnd()))
          .occurrence(Matcher.of(Kinds.BACKDATED));

  private BackdatedPromise() {}
}
