package dev.odyssey.lifecycledefects.rules;

import dev.odyssey.detection.rules.Codes;
import dev.odyssey.detection.rules.Relevance;
import dev.odyssey.detection.rules.Rule;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.OrderEventType;
import java.util.Arrays;
import java.util.List;

/**
 * What the latest event of an order may change goes by its type: a rule that it can be the anchor
 * of, or move a due time of, and one that it settles, where there is something open to settle. All
 * else that findings say is read from what came before.
 */
final class OrderRelevance implements Relevance<OrderEvent> {

  /** What a rule is stirred by. */
  interface Stirred extends Rule<OrderHistory> {

    /** The types of event that can show a defect, or from which a due time is counted. */
    Types openedBy();

    /** The types that can settle what is open. */
    Types settledBy();
  }

  private final Codes[] opens = codesByType();
  private final Codes[] settles = codesByType();

  OrderRelevance(List<? extends Stirred> rules) {
    for (Stirred rule : rules) {
      Codes code = Codes.of(rule.code());
      for (OrderEventType type : OrderEventType.values()) {
        if (rule.openedBy().have(type)) {
          opens[type.ordinal()] = opens[type.ordinal()].and(code);
        }
        if (rule.settledBy().have(type)) {
          settles[type.ordinal()] = settles[type.ordinal()].and(code);
        }
      }
    }
  }

  private static Codes[] codesByType() {
    Codes[] codes = new Codes[OrderEventType.values().length];
    Arrays.fill(codes, Codes.NONE);
    return codes;
  }

  @Override
  public Codes ofLatest(List<OrderEvent> events, Codes open) {
    OrderEvent latest = events.get(events.size() - 1);
    if (isFirstToNameTheCustomer(latest, events)) {
      return Codes.ALL;
    }
    int type = latest.type().ordinal();
    return opens[type].and(settles[type].onlyOf(open));
  }

  /** Every finding names the customer, whichever event it is known from. */
  private static boolean isFirstToNameTheCustomer(OrderEvent latest, List<OrderEvent> events) {
    if (latest.customerId() == null) {
      return false;
    }
    for (OrderEvent event : events) {
      if (event.customerId() != null) {
        return event == latest;
      }
    }
    return true;
  }
}
