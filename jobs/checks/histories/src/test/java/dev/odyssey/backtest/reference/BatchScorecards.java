package dev.odyssey.backtest.reference;

import dev.odyssey.detection.policy.Policies;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.Event;
import dev.odyssey.events.OrderEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The scorecards computed from whole lists of events, as plainly as the definitions read: without a
 * stream, without state, and without a line in common with the jobs that it is there to check.
 */
public final class BatchScorecards {

  /**
   * The rows of the long view, sorted.
   *
   * @param orders valid events of orders as they arrived: in any order, some twice, some retracted
   * @param contacts those of contacts, the same
   * @param now the instant up to which time has passed; {@code Long.MAX_VALUE} is the end of time
   */
  public static List<ScorecardRow> of(
      List<OrderEvent> orders, List<ContactEvent> contacts, Policies policies, long now) {
    Counts counts = new Counts();
    Set<String> contacted = new HashSet<>();
    for (List<ContactEvent> customer : bySubject(contacts).values()) {
      contacted.addAll(ContactCounts.count(customer, policies, now, counts));
    }
    bySubject(orders)
        .forEach(
            (id, order) -> OrderCounts.count(order, contacted.contains(id), policies, now, counts));
    return counts.rows();
  }

  private static <E extends Event> Map<String, List<E>> bySubject(List<E> events) {
    Map<String, List<E>> bySubject = new LinkedHashMap<>();
    for (E event : events) {
      bySubject.computeIfAbsent(event.subjectId(), id -> new ArrayList<>()).add(event);
    }
    return bySubject;
  }

  private BatchScorecards() {}
}
