package dev.odyssey.lifecycledefects.rules;

import static dev.odyssey.events.OrderEventType.RATED;

import dev.odyssey.defects.Finding;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.rules.Agenda;
import dev.odyssey.detection.rules.Conditions;
import dev.odyssey.detection.rules.Signal;
import org.apache.flink.cep.pattern.Pattern;

/** The customer rates the order with three stars or four: the rule that a next version adds. */
public final class LukewarmRating extends OrderRule {

  public LukewarmRating() {
    super("LUKEWARM_RATING", Types.of(RATED));
  }

  @Override
  public Pattern<Signal<OrderHistory>, ?> pattern() {
    return Pattern.<Signal<OrderHistory>>begin("rated in the middle")
        .where(Conditions.event(LukewarmRating::isLukewarm));
  }

  @Override
  int beginning(OrderHistory order, int anchor) {
    return isLukewarm(order, anchor) ? anchor : -1;
  }

  private static boolean isLukewarm(OrderHistory order, int index) {
    return order.type(index) == RATED
        && order.event(index).stars() > 2
        && order.event(index).stars() < 5;
  }

  @Override
  public Finding finding(Agenda.Case<OrderHistory> found) {
    OrderHistory order = found.history();
    int anchor = found.anchor();
    return new OrderFinding(order, anchor, code(), Severity.INFO)
        .chargedToLastCompleter()
        .evidence(anchor)
        .because("RATED with three stars or four")
        .summary("rated " + order.event(anchor).stars() + " of 5");
  }
}
