package dev.odyssey.lifecycledefects.rules;

import static dev.odyssey.events.OrderEventType.RATED;

import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.rules.Matcher;
import dev.odyssey.detection.rules.Rule;

/** The customer rates the order with one or two stars. */
final class LowRating {

  private static final int LOW = 2;

  static final Rule<OrderHistory> RULE =
      Rule.<OrderHistory>of(DefectCode.LOW_RATING)
          .severity(Severity.WARNING)
          .charge(OrderCharges.COMPLETER_TEXT, OrderCharges::completer)
          .due("at a RATED with at most 2 stars")
          .because((order, found) -> "RATED with at most " + LOW + " stars")
          .says((order, found) -> "rated with " + order.event(found.anchor()).stars() + " stars")
          .occurrence(
              Matcher.of(Kinds.of(RATED), (order, from, rated) -> isLow(order, rated)),
              Matcher.of(Kinds.of(RATED), (order, from, rated) -> !isLow(order, rated)));

  private static boolean isLow(OrderHistory order, int rated) {
    return order.event(rated).stars() <= LOW;
  }

  private LowRating() {}
}
