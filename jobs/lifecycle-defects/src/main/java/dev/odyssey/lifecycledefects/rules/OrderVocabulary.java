package dev.odyssey.lifecycledefects.rules;

import dev.odyssey.defects.ChargedTo;
import dev.odyssey.detection.custom.Vocabulary;
import dev.odyssey.detection.rules.Rule.Charge;
import dev.odyssey.events.OrderEventType;

/** What rules of one's own about orders may name. */
public final class OrderVocabulary implements Vocabulary<OrderHistory> {

  private static final long serialVersionUID = 1;

  @Override
  public boolean concerns(String of) {
    return of.equals("order");
  }

  @Override
  public long kind(String type) {
    return switch (type) {
      case "PROMISE" -> Kinds.PROMISE;
      case "BOUNDARY" -> Kinds.BOUNDARY;
      default -> Kinds.of(OrderEventType.valueOf(type));
    };
  }

  @Override
  public Charge<OrderHistory> charge(String party, boolean absence) {
    return switch (party) {
      case "PROVIDER" -> absence ? OrderCharges::holderAtDue : OrderCharges::holderBefore;
      case "INITIATOR" -> OrderCharges::initiator;
      default -> Charge.to(ChargedTo.valueOf(party));
    };
  }
}
