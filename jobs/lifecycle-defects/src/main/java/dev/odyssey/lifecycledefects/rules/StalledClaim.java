package dev.odyssey.lifecycledefects.rules;

import static dev.odyssey.detection.policy.Setting.CLAIM_WITHIN;
import static dev.odyssey.events.OrderEventType.CLAIM_APPROVED;
import static dev.odyssey.events.OrderEventType.CLAIM_DENIED;
import static dev.odyssey.events.OrderEventType.CLAIM_FILED;

import dev.odyssey.defects.ChargedTo;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.policy.Setting;
import dev.odyssey.detection.rules.Signal;
import dev.odyssey.events.OrderEvent;
import java.util.Objects;
import org.apache.flink.cep.pattern.Pattern;

/**
 * A claim waits for a decision. Only a decision of the same claim settles it; claims without an id
 * are one claim.
 */
public final class StalledClaim extends OrderAbsence {

  public StalledClaim() {
    super(
        DefectCode.STALLED_CLAIM,
        Severity.WARNING,
        ChargedTo.PLATFORM,
        Types.of(CLAIM_FILED),
        Types.of(CLAIM_APPROVED, CLAIM_DENIED));
  }

  @Override
  protected boolean settles(OrderHistory order, int anchor, int index) {
    return super.settles(order, anchor, index)
        && Objects.equals(order.event(anchor).claimId(), order.event(index).claimId());
  }

  @Override
  int firstSettler(OrderHistory order, int anchor, int next) {
    for (int i = next; i >= 0 && i < order.size(); i++) {
      if (settles(order, anchor, i)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public Pattern<Signal<OrderHistory>, ?> pattern() {
    return Pattern.<Signal<OrderHistory>>begin("claim filed")
        .where(anchor())
        .notFollowedBy("decision")
        .where(settling("claim filed"))
        .followedBy("decision due")
        .where(dueOf("claim filed"));
  }

  @Override
  boolean isAnchorHere(OrderHistory order, int index) {
    return true;
  }

  @Override
  protected long due(OrderHistory order, int anchor) {
    return order.at(anchor) + order.policy(anchor).millis(CLAIM_WITHIN);
  }

  @Override
  Setting[] settings() {
    return new Setting[] {CLAIM_WITHIN};
  }

  @Override
  String derivation(OrderHistory order, int anchor) {
    return "the CLAIM_FILED event + claimWithin " + order.policy(anchor).written(CLAIM_WITHIN);
  }

  @Override
  String missing() {
    return "CLAIM_APPROVED or CLAIM_DENIED";
  }

  @Override
  String summary(OrderEvent anchor, long due) {
    return "claim not decided by " + OrderFinding.local(anchor, due);
  }
}
