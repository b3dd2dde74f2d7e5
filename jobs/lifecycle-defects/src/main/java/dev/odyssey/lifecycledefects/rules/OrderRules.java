package dev.odyssey.lifecycledefects.rules;

import dev.odyssey.detection.rules.Rule;
import java.util.List;

/** Every built-in rule about orders. */
public final class OrderRules {

  /** One rule for each defect code. */
  public static final List<Rule<OrderHistory>> ALL =
      List.of(
          Unscheduled.RULE,
          Unfilled.RULE,
          Unconfirmed.RULE,
          LateDeparture.RULE,
          MissedWindow.RULE,
          NoShow.RULE,
          StalledStart.RULE,
          StalledCompletion.RULE,
          StalledPause.RULE,
          StalledClaim.RULE,
          BackdatedPromise.RULE,
          RescheduleChurn.RULE,
          LateReschedule.RULE,
          LateCancel.RULE,
          LateDecline.RULE,
          CustomerAbsent.RULE,
          SkippedScan.RULE,
          Rework.RULE,
          LowRating.RULE);

  private OrderRules() {}
}
