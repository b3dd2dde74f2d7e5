package dev.odyssey.lifecycledefects.rules;

import static dev.odyssey.events.OrderEventType.PAUSED;
import static dev.odyssey.events.OrderEventType.RESUMED;
import static dev.odyssey.events.OrderEventType.STARTED;

import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.policy.Policy;
import dev.odyssey.detection.policy.Setting;
import dev.odyssey.detection.rules.Due;
import dev.odyssey.detection.rules.Found;
import dev.odyssey.detection.rules.Matcher;
import dev.odyssey.detection.rules.Rule;
import java.util.stream.IntStream;

/**
 * Work has gone on for longer than it should take, by a clock that stands still while it pauses.
 */
final class StalledCompletion {

  static final Rule<OrderHistory> RULE =
      Rule.<OrderHistory>of(DefectCode.STALLED_COMPLETION)
          .severity(Severity.HIGH)
          .charge(OrderCharges.HOLDER_AT_DUE_TEXT, OrderCharges::holderAtDue)
          .missing("COMPLETED")
          .due("when the work clock has run expectedDuration + completionGrace")
          .evidence(StalledCompletion::pauses)
          .says((order, found) -> "work had not ended by " + OrderFindings.due(order, found))
          .absence(
              Matcher.of(Kinds.FIRST_START),
              Due.of(
                  StalledCompletion::due,
                  StalledCompletion::derivation,
                  Setting.EXPECTED_DURATION,
                  Setting.COMPLETION_GRACE),
              Matcher.of(Kinds.BOUNDARY));

  private static long due(OrderHistory order, int started) {
    Policy policy = order.policy(started);
    return order.workedFor(
        started,
        policy.millis(Setting.EXPECTED_DURATION) + policy.millis(Setting.COMPLETION_GRACE));
  }

  private static String derivation(OrderHistory order, int started) {
    Policy policy = order.policy(started);
    return "the work clock, without pauses, at expectedDuration %s + completionGrace %s after STARTED"
        .formatted(
            policy.written(Setting.EXPECTED_DURATION), policy.written(Setting.COMPLETION_GRACE));
  }

  /** The events that moved the due time: the clock stopped and ran again at them. */
  private static int[] pauses(OrderHistory order, Found<OrderHistory> found) {
    IntStream.Builder pauses = IntStream.builder();
    boolean running = true;
    for (int i = found.anchor() + 1;
        i < order.size() && order.at(i) <= found.raisedAt() && !order.is(i, Kinds.BOUNDARY);
        i++) {
      boolean stops = running && order.type(i) == PAUSED;
      boolean runs = !running && (order.type(i) == RESUMED || order.type(i) == STARTED);
      if (stops || runs) {
        running = runs;
        pauses.add(i);
      }
    }
    return pauses.build().toArray();
  }

  private StalledCompletion() {}
}
