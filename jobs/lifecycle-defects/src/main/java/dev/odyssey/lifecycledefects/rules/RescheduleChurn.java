package dev.odyssey.lifecycledefects.rules;

import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.policy.Setting;
import dev.odyssey.detection.rules.Found;
import dev.odyssey.detection.rules.Matcher;
import dev.odyssey.detection.rules.Rule;
import java.util.Locale;
import java.util.stream.IntStream;

/** Our side has moved the customer's appointment once too often. Once an order. */
final class RescheduleChurn {

  /** So that no record is too large for a broker, however high the limit. */
  private static final int MOST_NAMED = 50;

  static final Rule<OrderHistory> RULE =
      Rule.<OrderHistory>of(DefectCode.RESCHEDULE_CHURN)
          .severity(Severity.HIGH)
          .charge(OrderCharges.INITIATOR_TEXT, OrderCharges::initiator)
          .due("at the RESCHEDULED by our side whose number reaches maxReschedules")
          .because(
              (order, found) -> "RESCHEDULED by our side, number " + moves(order, found).count(),
              Setting.MAX_RESCHEDULES)
          .evidence((order, found) -> moves(order, found).limit(MOST_NAMED).toArray())
          .says(
              (order, found) ->
                  "rescheduled %d times by our side, now by the %s"
                      .formatted(
                          moves(order, found).count(),
                          order.event(found.anchor()).initiator().name().toLowerCase(Locale.ROOT)))
          .occurrence(Matcher.of(Kinds.ONE_TOO_MANY));

  /** What was counted, up to the anchor. */
  private static IntStream moves(OrderHistory order, Found<OrderHistory> found) {
    return IntStream.rangeClosed(0, found.anchor()).filter(order::isOurReschedule);
  }

  private RescheduleChurn() {}
}
