package dev.odyssey.lifecycledefects.rules;

import static dev.odyssey.events.OrderEventType.COMPLETED;

import dev.odyssey.defects.ChargedTo;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Finding;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.rules.Agenda;
import dev.odyssey.detection.rules.Conditions;
import dev.odyssey.detection.rules.Signal;
import org.apache.flink.cep.pattern.Pattern;

/**
 * A visit ends in a completion without a scan of the arrival or of the start: the job's times are
 * not known. A second COMPLETED right after a first is a repeated report, not a visit.
 */
public final class SkippedScan extends OrderRule {

  public SkippedScan() {
    super(DefectCode.SKIPPED_SCAN, Types.of(COMPLETED));
  }

  @Override
  public Pattern<Signal<OrderHistory>, ?> pattern() {
    return Pattern.<Signal<OrderHistory>>begin("completed without a scan")
        .where(Conditions.event(SkippedScan::isUnscanned));
  }

  @Override
  int beginning(OrderHistory order, int anchor) {
    return isUnscanned(order, anchor) ? anchor : -1;
  }

  private static boolean isUnscanned(OrderHistory order, int index) {
    int start = order.visitStart(index);
    return order.type(index) == COMPLETED
        && !(order.arrivedBefore(index) && order.startedBefore(index))
        && !(start >= 0 && order.type(start) == COMPLETED);
  }

  private static String missing(OrderHistory order, int index) {
    if (order.arrivedBefore(index)) {
      return "STARTED";
    }
    return order.startedBefore(index) ? "ARRIVED" : "ARRIVED and STARTED";
  }

  @Override
  public Finding finding(Agenda.Case<OrderHistory> found) {
    OrderHistory order = found.history();
    int anchor = found.anchor();
    String missing = missing(order, anchor);
    return new OrderFinding(order, anchor, code(), Severity.INFO)
        .chargedTo(ChargedTo.DATA)
        .evidence(anchor)
        .missing(missing)
        .because("COMPLETED in a visit without " + missing)
        .summary("completed without a scan of " + missing);
  }
}
