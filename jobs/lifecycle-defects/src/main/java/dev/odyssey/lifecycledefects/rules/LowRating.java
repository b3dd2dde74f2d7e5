package dev.odyssey.lifecycledefects.rules;

import static dev.odyssey.events.OrderEventType.RATED;

import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Finding;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.rules.Agenda;
import dev.odyssey.detection.rules.Conditions;
import dev.odyssey.detection.rules.Signal;
import org.apache.flink.cep.pattern.Pattern;

/** The customer rates the order with two stars or fewer. */
public final class LowRating extends OrderRule {

  private static final int HIGHEST_LOW = 2;

  public LowRating() {
    super(DefectCode.LOW_RATING, Types.of(RATED));
  }

  @Override
  public Pattern<Signal<OrderHistory>, ?> pattern() {
    return Pattern.<Signal<OrderHistory>>begin("rated low")
        .where(Conditions.event(LowRating::isLow));
  }

  @Override
  int beginning(OrderHistory order, int anchor) {
    return isLow(order, anchor) ? anchor : -1;
  }

  private static boolean isLow(OrderHistory order, int index) {
    return order.type(index) == RATED && order.event(index).stars() <= HIGHEST_LOW;
  }

  @Override
  public Finding finding(Agenda.Case<OrderHistory> found) {
    OrderHistory order = found.history();
    int anchor = found.anchor();
    return new OrderFinding(order, anchor, code(), Severity.WARNING)
        .chargedToLastCompleter()
        .evidence(anchor)
        .because("RATED with " + HIGHEST_LOW + " stars or fewer")
        .summary("rated " + order.event(anchor).stars() + " of 5");
  }
}
