package dev.odyssey.lifecycledefects.rules;

import static dev.odyssey.detection.policy.Setting.COMPLETION_GRACE;
import static dev.odyssey.detection.policy.Setting.EXPECTED_DURATION;
import static dev.odyssey.events.OrderEventType.RESUMED;
import static dev.odyssey.events.OrderEventType.STARTED;

import dev.odyssey.defects.ChargedTo;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.policy.Policy;
import dev.odyssey.detection.policy.Setting;
import dev.odyssey.detection.rules.Signal;
import dev.odyssey.events.OrderEvent;
import org.apache.flink.cep.pattern.Pattern;

/**
 * Work has gone on for longer than it should take. Counted on the work clock, which stands still
 * while work is paused; a pause after the due time does not take the defect back.
 */
public final class StalledCompletion extends OrderAbsence {

  public StalledCompletion() {
    super(
        DefectCode.STALLED_COMPLETION,
        Severity.HIGH,
        ChargedTo.PROVIDER,
        Types.of(STARTED),
        Types.orBoundary());
  }

  /** A clock that stands still has no due time until it runs again. */
  @Override
  public Types openedBy() {
    return Types.of(STARTED, RESUMED);
  }

  @Override
  public Pattern<Signal<OrderHistory>, ?> pattern() {
    return Pattern.<Signal<OrderHistory>>begin("started")
        .where(anchor())
        .notFollowedBy("end of the visit")
        .where(settling("started"))
        .followedBy("completion due")
        .where(dueOf("started"));
  }

  @Override
  boolean isAnchorHere(OrderHistory order, int index) {
    return !order.startedBefore(index);
  }

  @Override
  protected long due(OrderHistory order, int anchor) {
    Policy policy = order.policy(anchor);
    return order.workedFor(
        anchor, policy.millis(EXPECTED_DURATION) + policy.millis(COMPLETION_GRACE));
  }

  @Override
  Setting[] settings() {
    return new Setting[] {EXPECTED_DURATION, COMPLETION_GRACE};
  }

  @Override
  String derivation(OrderHistory order, int anchor) {
    Policy policy = order.policy(anchor);
    return "the work clock, pauses left out, at expectedDuration "
        + policy.written(EXPECTED_DURATION)
        + " + completionGrace "
        + policy.written(COMPLETION_GRACE)
        + " after the STARTED event";
  }

  @Override
  String missing() {
    return "COMPLETED";
  }

  @Override
  String summary(OrderEvent anchor, long due) {
    return "work had not ended by " + OrderFinding.local(anchor, due);
  }
}
