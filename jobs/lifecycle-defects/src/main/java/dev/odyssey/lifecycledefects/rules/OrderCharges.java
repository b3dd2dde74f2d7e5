package dev.odyssey.lifecycledefects.rules;

import dev.odyssey.defects.ChargedTo;
import dev.odyssey.detection.rules.Found;
import dev.odyssey.detection.rules.Rule.Charged;
import dev.odyssey.events.Initiator;

/** Who is charged with a defect of an order. Where that provider is nobody, the platform is. */
final class OrderCharges {

  static final String HOLDER_AT_DUE_TEXT = "PROVIDER: the holder at the due time";
  static final String DUE_HOLDER_TEXT =
      "PROVIDER: the holder at the later of windowStart and promise";
  static final String HOLDER_BEFORE_TEXT = "PROVIDER: the holder just before";
  static final String INITIATOR_TEXT = "the initiator; if that is PROVIDER, the holder just before";
  static final String COMPLETER_TEXT = "PROVIDER: the holder at the last COMPLETED";

  private static final Charged PLATFORM = new Charged(ChargedTo.PLATFORM, null);
  private static final Charged CUSTOMER = new Charged(ChargedTo.CUSTOMER, null);

  static Charged holderAtDue(OrderHistory order, Found<OrderHistory> found) {
    return provider(order.holderAt(found.raisedAt()));
  }

  static Charged dueHolder(OrderHistory order, Found<OrderHistory> found) {
    return provider(order.dueHolder(found.anchor()));
  }

  static Charged holderBefore(OrderHistory order, Found<OrderHistory> found) {
    return provider(order.holderBefore(found.raisedBy()));
  }

  static Charged initiator(OrderHistory order, Found<OrderHistory> found) {
    Initiator initiator = order.event(found.raisedBy()).initiator();
    if (initiator == Initiator.CUSTOMER) {
      return CUSTOMER;
    }
    return initiator == Initiator.PROVIDER ? holderBefore(order, found) : PLATFORM;
  }

  static Charged completer(OrderHistory order, Found<OrderHistory> found) {
    return provider(order.completerBefore(found.anchor()));
  }

  private static Charged provider(String holder) {
    return holder == null ? PLATFORM : new Charged(ChargedTo.PROVIDER, holder);
  }

  private OrderCharges() {}
}
