package dev.odyssey.backtest.reference;

import dev.odyssey.codec.ScorecardEntryJson;
import dev.odyssey.detection.operator.Detection;
import dev.odyssey.detection.operator.DetectionSettings;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.Event;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.facts.ContactFacts;
import dev.odyssey.facts.Fact;
import dev.odyssey.facts.OrderFacts;
import dev.odyssey.scorecards.Counters;
import dev.odyssey.scorecards.ScorecardKey;
import dev.odyssey.scorecards.rows.ContactRows;
import dev.odyssey.scorecards.rows.OrderRows;
import dev.odyssey.scorecards.rows.RowCounts;
import dev.odyssey.scorecards.rows.ScorecardEntries;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rows that the jobs come to: the last facts that the detection operators tell of events in
 * their order of arrival, added up.
 */
final class CountedFacts {

  private static final Duration FOR_EVER = Duration.ofDays(100_000);
  private static final int SAMPLE_SIZE = 20;
  private static final long DISORDER = 5_000;

  /** The rows of the long view, sorted, of events that arrive in the order of the lists. */
  static List<ScorecardRow> of(
      List<OrderEvent> orders, List<ContactEvent> contacts, Policies policies, long now)
      throws Exception {
    DetectionSettings settings = DetectionSettings.of(FOR_EVER, 10_000, now);
    Collection<OrderFacts> ofOrders;
    Collection<ContactFacts> ofContacts;
    try (var detection = Detection.ofOrders(policies, settings)) {
      ofOrders = facts(detection, orders);
    }
    try (var detection = Detection.ofContacts(policies, settings)) {
      ofContacts = facts(detection, contacts);
    }
    Set<String> contacted = new HashSet<>();
    Map<ScorecardKey, Counters> rows = new LinkedHashMap<>();
    for (ContactFacts contact : ofContacts) {
      contacted.add(contact.inbound().orderId());
      add(ContactRows.of(contact), rows);
    }
    for (OrderFacts order : ofOrders) {
      add(OrderRows.of(List.of(order), contacted.contains(order.orderId())), rows);
    }
    List<ScorecardRow> entries = new ArrayList<>();
    rows.forEach(
        (key, counters) ->
            ScorecardEntries.of(
                    new dev.odyssey.scorecards.ScorecardRow(key, 1, 0, counters), SAMPLE_SIZE)
                .forEach(
                    entry -> entries.add(ScorecardRow.parse(ScorecardEntryJson.write(entry)))));
    entries.sort(ScorecardRow.ORDER);
    return entries;
  }

  /** Each subject's last facts, without the withdrawn ones; time passes as events come. */
  private static <E extends Event, F extends Fact> Collection<F> facts(
      Detection<E, ?, F> detection, List<E> events) throws Exception {
    long latest = Long.MIN_VALUE + DISORDER;
    for (E event : events) {
      detection.event(event);
      latest = Math.max(latest, event.occurredAt());
      detection.watermark(latest - DISORDER);
    }
    detection.watermark(Long.MAX_VALUE);
    Map<String, F> last = new LinkedHashMap<>();
    detection.facts().forEach(fact -> last.put(fact.factId(), fact));
    last.values().removeIf(Fact::isWithdrawn);
    return last.values();
  }

  private static void add(RowCounts counts, Map<ScorecardKey, Counters> rows) {
    counts.rows().forEach((key, counters) -> rows.merge(key, counters, Counters::plus));
  }

  private CountedFacts() {}
}
