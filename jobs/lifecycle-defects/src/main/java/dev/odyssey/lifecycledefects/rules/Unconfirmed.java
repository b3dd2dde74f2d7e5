package dev.odyssey.lifecycledefects.rules;

import static dev.odyssey.events.OrderEventType.CONFIRMED;

import dev.odyssey.codec.Instants;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.policy.Policy;
import dev.odyssey.detection.policy.Setting;
import dev.odyssey.detection.rules.By;
import dev.odyssey.detection.rules.Due;
import dev.odyssey.detection.rules.Matcher;
import dev.odyssey.detection.rules.Rule;
import dev.odyssey.events.OrderEvent;

/** The provider has not confirmed the window in time. */
final class Unconfirmed {

  static final Rule<OrderHistory> RULE =
      Rule.<OrderHistory>of(DefectCode.UNCONFIRMED)
          .severity(Severity.WARNING)
          .charge(OrderCharges.HOLDER_AT_DUE_TEXT, OrderCharges::holderAtDue)
          .missing("CONFIRMED")
          .due("the later of windowStart - confirmLead and promise + confirmWithin")
          .says((order, found) -> "not confirmed by " + OrderFindings.due(order, found))
          .absence(
              Matcher.of(Kinds.PROMISE),
              Due.of(
                  Unconfirmed::due,
                  Unconfirmed::derivation,
                  Setting.CONFIRM_LEAD,
                  Setting.CONFIRM_WITHIN),
              Matcher.of(Kinds.of(CONFIRMED) | Kinds.ON_THE_WAY | Kinds.BOUNDARY));

  /** There is no check when the window has begun by then. */
  private static long due(OrderHistory order, int promise) {
    OrderEvent event = order.event(promise);
    Policy policy = order.policy(promise);
    long due =
        Math.max(
            event.windowStart() - policy.millis(Setting.CONFIRM_LEAD),
            policy.due(Setting.CONFIRM_WITHIN, event.occurredAt(), event.timeZone()));
    return due < event.windowStart() ? due : Due.NONE;
  }

  private static String derivation(OrderHistory order, int promise) {
    OrderEvent event = order.event(promise);
    Policy policy = order.policy(promise);
    return "the later of windowStart %s - confirmLead %s and the promise + confirmWithin %s%s"
        .formatted(
            Instants.format(event.windowStart()),
            policy.written(Setting.CONFIRM_LEAD),
            policy.written(Setting.CONFIRM_WITHIN),
            By.passedOver(policy, Setting.CONFIRM_WITHIN, event.occurredAt(), event.timeZone()));
  }

  private Unconfirmed() {}
}
