package dev.odyssey.lifecycledefects.rules;

import static dev.odyssey.detection.policy.Setting.REOPEN_WITHIN;
import static dev.odyssey.events.OrderEventType.CANCELLED;
import static dev.odyssey.events.OrderEventType.COMPLETED;
import static dev.odyssey.events.OrderEventType.REOPENED;

import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Finding;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.rules.Agenda;
import dev.odyssey.detection.rules.Conditions;
import dev.odyssey.detection.rules.Signal;
import org.apache.flink.cep.pattern.Pattern;

/** The customer has the order reopened soon after it was completed: the work was not good. */
public final class Rework extends OrderRule {

  private static final Types CLOSINGS = Types.of(COMPLETED, CANCELLED, REOPENED);

  public Rework() {
    super(DefectCode.REWORK, Types.of(REOPENED));
  }

  @Override
  public Pattern<Signal<OrderHistory>, ?> pattern() {
    return Pattern.<Signal<OrderHistory>>begin("completed")
        .where(Conditions.event((order, i) -> order.type(i) == COMPLETED))
        .next("reopened")
        .where(
            Conditions.related(
                "completed",
                (completed, s) ->
                    s.history().type(s.index()) == REOPENED
                        && s.at() - completed.at()
                            <= s.history().policy(s.index()).millis(REOPEN_WITHIN)));
  }

  /** Only what opens and closes an order: "next" speaks of these. */
  @Override
  public boolean concerns(Signal<OrderHistory> signal) {
    return signal.isEvent() && CLOSINGS.have(signal.history().type(signal.index()));
  }

  @Override
  int beginning(OrderHistory order, int anchor) {
    return order.lastClosing(anchor);
  }

  @Override
  public Finding finding(Agenda.Case<OrderHistory> found) {
    OrderHistory order = found.history();
    int anchor = found.anchor();
    return new OrderFinding(order, anchor, code(), Severity.HIGH)
        .chargedToLastCompleter()
        .evidence(order.lastClosing(anchor))
        .evidence(anchor)
        .because(
            "REOPENED at most reopenWithin "
                + order.policy(anchor).written(REOPEN_WITHIN)
                + " after COMPLETED",
            REOPEN_WITHIN)
        .summary(
            "reopened after the completion of "
                + OrderFinding.local(order.event(anchor), order.at(order.lastClosing(anchor))));
  }
}
