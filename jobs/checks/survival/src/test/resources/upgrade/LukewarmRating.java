package dev.odyssey.lifecycledefects.rules;

import static dev.odyssey.events.OrderEventType.RATED;

import dev.odyssey.defects.Severity;
import dev.odyssey.detection.rules.Matcher;
import dev.odyssey.detection.rules.Rule;

/** The customer rates the order with three stars or four: the rule that a next version adds. */
final class LukewarmRating {

  static final Rule<OrderHistory> RULE =
      Rule.<OrderHistory>of("LUKEWARM_RATING")
          .severity(Severity.INFO)
          .charge(OrderCharges.COMPLETER_TEXT, OrderCharges::completer)
          .due("at a RATED with 3 or 4 stars")
          .says((order, found) -> "rated in the middle")
          .occurrence(
              Matcher.of(
                  Kinds.of(RATED),
                  (order, from, rated) ->
                      order.event(rated).stars() > 2 && order.event(rated).stars() < 5));

  private LukewarmRating() {}
}
