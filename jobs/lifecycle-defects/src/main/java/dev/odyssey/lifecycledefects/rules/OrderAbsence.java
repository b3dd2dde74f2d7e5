package dev.odyssey.lifecycledefects.rules;

import dev.odyssey.defects.ChargedTo;
import dev.odyssey.defects.Finding;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.policy.Setting;
import dev.odyssey.detection.rules.Absence;
import dev.odyssey.detection.rules.Agenda;
import dev.odyssey.detection.rules.Signal;
import dev.odyssey.events.OrderEvent;

/** An absence in the life of an order. */
abstract class OrderAbsence extends Absence<OrderHistory> implements OrderRelevance.Stirred {

  private final String code;
  private final Severity severity;
  private final ChargedTo chargedTo;
  private final Types anchors;
  private final Types settlers;

  /**
   * A rule.
   *
   * @param anchors the types of event that something must follow
   * @param settlers the types that something can be
   */
  OrderAbsence(String code, Severity severity, ChargedTo chargedTo, Types anchors, Types settlers) {
    this.code = code;
    this.severity = severity;
    this.chargedTo = chargedTo;
    this.anchors = anchors;
    this.settlers = settlers;
  }

  /** Whether an event of an anchor's type is an anchor, as things stood. */
  abstract boolean isAnchorHere(OrderHistory order, int index);

  /** The settings that the due time is derived from. */
  abstract Setting[] settings();

  /** How the due time was found. */
  abstract String derivation(OrderHistory order, int anchor);

  /** What did not come in time, by its event types. */
  abstract String missing();

  /** What to tell people. */
  abstract String summary(OrderEvent anchor, long due);

  @Override
  public final String code() {
    return code;
  }

  /** The anchors; where other events can bring a due time nearer, those too. */
  @Override
  public Types openedBy() {
    return anchors;
  }

  @Override
  public final Types settledBy() {
    return settlers;
  }

  @Override
  protected final boolean isAnchor(OrderHistory order, int index) {
    return anchors.have(order.type(index)) && isAnchorHere(order, index);
  }

  @Override
  protected boolean settles(OrderHistory order, int anchor, int index) {
    return settlers.have(order.type(index));
  }

  @Override
  public final boolean concerns(Signal<OrderHistory> signal) {
    return signal.isEvent() || signal.due() == code;
  }

  @Override
  public final void cases(OrderHistory order, Agenda<OrderHistory> agenda) {
    if (!order.hasAny(anchors)) {
      return;
    }
    // Backwards, so that the next settling event of each anchor is known when the anchor is met.
    int next = -1;
    for (int i = order.size() - 1; i >= 0; i--) {
      if (isAnchor(order, i)) {
        long due = due(order, i);
        if (due != NONE) {
          agenda.addAbsence(order, this, i, due, firstSettler(order, i, next));
        }
      }
      if (settlers.have(order.type(i))) {
        next = i;
      }
    }
  }

  /**
   * The first event after an anchor that settles it.
   *
   * @param next the first event after it that is of a settling type; -1 for none
   */
  int firstSettler(OrderHistory order, int anchor, int next) {
    return next;
  }

  @Override
  public final Finding finding(Agenda.Case<OrderHistory> found) {
    OrderHistory order = found.history();
    int anchor = found.anchor();
    long due = found.signals().get(1).at();
    OrderFinding finding = new OrderFinding(order, anchor, code, severity).raisedAt(due);
    if (chargedTo == ChargedTo.PROVIDER) {
      finding.chargedToHolder(order.holderAt(due));
    } else {
      finding.chargedTo(chargedTo);
    }
    return finding
        .evidence(anchor)
        .settledBy(found.settler())
        .missing(missing())
        .because(derivation(order, anchor), settings())
        .summary(summary(order.event(anchor), due));
  }
}
