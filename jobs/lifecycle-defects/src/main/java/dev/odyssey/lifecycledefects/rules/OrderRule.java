package dev.odyssey.lifecycledefects.rules;

import dev.odyssey.detection.rules.Agenda;
import dev.odyssey.detection.rules.Signal;
import java.util.ArrayList;
import java.util.List;

/** A rule about what did happen to an order: found as soon as the event that shows it is there. */
abstract class OrderRule implements OrderRelevance.Stirred {

  private final String code;
  private final Types shownBy;

  /**
   * A rule.
   *
   * @param shownBy the types of event that can show the defect and are its anchor
   */
  OrderRule(String code, Types shownBy) {
    this.code = code;
    this.shownBy = shownBy;
  }

  @Override
  public final String code() {
    return code;
  }

  @Override
  public final Types openedBy() {
    return shownBy;
  }

  /** None: what did happen stays so. */
  @Override
  public final Types settledBy() {
    return Types.of();
  }

  /**
   * The earlier event that the pattern begins with, where it begins before the anchor.
   *
   * @return the anchor where it begins with it, -1 where the pattern cannot begin
   */
  int beginning(OrderHistory order, int anchor) {
    return anchor;
  }

  @Override
  public boolean concerns(Signal<OrderHistory> signal) {
    return signal.isEvent();
  }

  @Override
  public final void cases(OrderHistory order, Agenda<OrderHistory> agenda) {
    if (!order.hasAny(shownBy)) {
      return;
    }
    for (int i = 0; i < order.size(); i++) {
      if (shownBy.have(order.type(i))) {
        int beginning = beginning(order, i);
        if (beginning >= 0) {
          List<Signal<OrderHistory>> signals = new ArrayList<>(2);
          if (beginning < i) {
            signals.add(Signal.event(order, beginning));
          }
          signals.add(Signal.event(order, i));
          agenda.add(order, i, signals);
        }
      }
    }
  }
}
