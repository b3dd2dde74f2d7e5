package dev.odyssey.lifecycledefects.rules;

import dev.odyssey.detection.policy.Policies;
import dev.odyssey.detection.rules.Codes;
import dev.odyssey.detection.rules.Detector;
import dev.odyssey.detection.rules.Rule;
import dev.odyssey.events.OrderEvent;
import java.util.List;

/** Every rule about orders. */
public final class OrderRules {

  /** One rule a defect code. */
  public static List<Rule<OrderHistory>> all() {
    return List.copyOf(stirred());
  }

  private static List<OrderRelevance.Stirred> stirred() {
    return List.of(
        new Unscheduled(),
        new Unfilled(),
        new Unconfirmed(),
        new LateDeparture(),
        new MissedWindow(),
        new NoShow(),
        new StalledStart(),
        new StalledCompletion(),
        new StalledPause(),
        new StalledClaim(),
        new BackdatedPromise(),
        new RescheduleChurn(),
        new LateCancel(),
        new SkippedScan(),
        new Rework(),
        new LowRating());
  }

  /** A detector of every defect of orders, under some policies. */
  public static Detector<OrderEvent, OrderHistory> detector(Policies policies) {
    return detector(policies, Codes.ALL);
  }

  /** A detector of some defects of orders only. */
  public static Detector<OrderEvent, OrderHistory> detector(Policies policies, Codes codes) {
    List<OrderRelevance.Stirred> rules =
        stirred().stream().filter(rule -> codes.have(rule.code())).toList();
    return new Detector<>(
        policies, events -> new OrderHistory(events, policies), rules, new OrderRelevance(rules));
  }

  private OrderRules() {}
}
