package dev.odyssey.lifecycledefects.rules;

import dev.odyssey.defects.ChargedTo;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Finding;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.rules.Agenda;
import dev.odyssey.detection.rules.Conditions;
import dev.odyssey.detection.rules.Signal;
import dev.odyssey.events.OrderEvent;
import org.apache.flink.cep.pattern.Pattern;

/**
 * A promise entered after its window had ended: nobody could keep it, so it says something about
 * the data only.
 */
public final class BackdatedPromise extends OrderRule {

  public BackdatedPromise() {
    super(DefectCode.BACKDATED_PROMISE, Types.PROMISES);
  }

  @Override
  public Pattern<Signal<OrderHistory>, ?> pattern() {
    return Pattern.<Signal<OrderHistory>>begin("promise")
        .where(Conditions.event((order, i) -> order.event(i).isBackdated()));
  }

  @Override
  int beginning(OrderHistory order, int anchor) {
    return order.event(anchor).isBackdated() ? anchor : -1;
  }

  @Override
  public Finding finding(Agenda.Case<OrderHistory> found) {
    OrderHistory order = found.history();
    int anchor = found.anchor();
    OrderEvent promise = order.event(anchor);
    return new OrderFinding(order, anchor, code(), Severity.INFO)
        .chargedTo(ChargedTo.DATA)
        .evidence(anchor)
        .because("the promise, with a windowEnd that is not after it")
        .summary(
            "window ended " + OrderFinding.local(promise, promise.windowEnd()) + ", entered later");
  }
}
