package dev.odyssey.lifecycledefects.rules;

import static dev.odyssey.events.OrderEventType.STARTED;

import dev.odyssey.codec.Instants;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.policy.Setting;
import dev.odyssey.detection.rules.Due;
import dev.odyssey.detection.rules.Matcher;
import dev.odyssey.detection.rules.Rule;

/** Somebody has come, and work has not started. */
final class StalledStart {

  static final Rule<OrderHistory> RULE =
      Rule.<OrderHistory>of(DefectCode.STALLED_START)
          .severity(Severity.HIGH)
          .charge(OrderCharges.HOLDER_AT_DUE_TEXT, OrderCharges::holderAtDue)
          .missing("STARTED")
          .due("the later of ARRIVED and windowStart, + startWithin")
          .says(
              (order, found) ->
                  "arrived, but work had not started by " + OrderFindings.due(order, found))
          .absence(
              Matcher.of(Kinds.FIRST_ARRIVAL),
              Due.of(
                  (order, arrived) ->
                      from(order, arrived) + order.policy(arrived).millis(Setting.START_WITHIN),
                  StalledStart::derivation,
                  Setting.START_WITHIN),
              Matcher.of(Kinds.of(STARTED) | Kinds.BOUNDARY));

  /** Who comes before the window may wait for it. */
  private static long from(OrderHistory order, int arrived) {
    int promise = order.standingPromise(arrived);
    return promise < 0
        ? order.at(arrived)
        : Math.max(order.at(arrived), order.event(promise).windowStart());
  }

  private static String derivation(OrderHistory order, int arrived) {
    long from = from(order, arrived);
    return (from == order.at(arrived) ? "the ARRIVED " : "windowStart ")
        + Instants.format(from)
        + " + startWithin "
        + order.policy(arrived).written(Setting.START_WITHIN);
  }

  private StalledStart() {}
}
