package dev.odyssey.notifications.cases;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * How an order stands: a function of its steps.
 *
 * @param holder who holds it; null for nobody
 * @param declined who has declined it and not taken hold of it since
 * @param windowStart of the promise that stands; null for none
 * @param windowEnd likewise
 */
record OrderNow(String holder, Set<String> declined, Long windowStart, Long windowEnd) {

  private static final Set<String> TAKES_HOLD =
      Set.of(
          "SCHEDULED",
          "RESCHEDULED",
          "CUSTOMER_ABSENT",
          "ASSIGNED",
          "CONFIRMED",
          "EN_ROUTE",
          "ARRIVED",
          "STARTED",
          "PAUSED",
          "RESUMED",
          "COMPLETED");

  private static final Set<String> PROMISES = Set.of("SCHEDULED", "RESCHEDULED");
  private static final Set<String> ENDS =
      Set.of("CANCELLED", "COMPLETED", "CUSTOMER_ABSENT", "REOPENED");
  private static final String LETS_GO = "DECLINED";
  private static final String RETRACTED = "RETRACTED";

  /** Whether a step can change how an order stands. */
  static boolean matters(OrderStep step) {
    String type = step.type();
    return (TAKES_HOLD.contains(type) && step.providerId() != null)
        || PROMISES.contains(type)
        || ENDS.contains(type)
        || LETS_GO.equals(type)
        || RETRACTED.equals(type);
  }

  /**
   * How an order stands after its steps.
   *
   * @param steps that matter, in their order
   */
  static OrderNow of(List<OrderStep> steps) {
    Set<String> retracted = new HashSet<>();
    for (OrderStep step : steps) {
      if (RETRACTED.equals(step.type())) {
        retracted.add(step.retracts());
      }
    }
    String holder = null;
    Set<String> declined = new HashSet<>();
    Long start = null;
    Long end = null;
    for (OrderStep step : steps) {
      String type = step.type();
      if (RETRACTED.equals(type) || retracted.contains(step.eventId())) {
        continue;
      }
      if (TAKES_HOLD.contains(type) && step.providerId() != null) {
        holder = step.providerId();
        declined.remove(holder);
      } else if (LETS_GO.equals(type)) {
        String who = step.providerId() == null ? holder : step.providerId();
        if (who != null) {
          declined.add(who);
        }
        holder = Objects.equals(who, holder) ? null : holder;
      }
      if (PROMISES.contains(type) && step.windowEnd() != null) {
        if (step.windowEnd() > step.occurredAt()) {
          start = step.windowStart();
          end = step.windowEnd();
        }
      } else if (ENDS.contains(type)) {
        start = null;
        end = null;
      }
    }
    return new OrderNow(holder, declined, start, end);
  }
}
