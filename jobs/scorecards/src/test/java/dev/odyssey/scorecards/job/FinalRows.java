package dev.odyssey.scorecards.job;

import dev.odyssey.facts.ContactFacts;
import dev.odyssey.facts.Fact;
import dev.odyssey.facts.OrderFacts;
import dev.odyssey.scorecards.Counters;
import dev.odyssey.scorecards.ScorecardKey;
import dev.odyssey.scorecards.ScorecardRow;
import dev.odyssey.scorecards.rows.ContactRows;
import dev.odyssey.scorecards.rows.OrderRows;
import dev.odyssey.scorecards.rows.RowCounts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What rows must come to: sums of the last facts, found without taking anything out. */
final class FinalRows {

  /** The rows that the last facts of each subject add up to, without zeros. */
  static Map<String, Counters> of(List<? extends Fact> facts) {
    Map<String, Fact> last = new LinkedHashMap<>();
    facts.forEach(fact -> last.put(fact.getClass().getSimpleName() + fact.factId(), fact));
    Map<String, List<OrderFacts>> orders = new HashMap<>();
    List<ContactFacts> contacts = new ArrayList<>();
    for (Fact fact : last.values()) {
      if (!fact.isWithdrawn() && fact instanceof OrderFacts order) {
        orders.computeIfAbsent(order.orderId(), id -> new ArrayList<>()).add(order);
      } else if (!fact.isWithdrawn()) {
        contacts.add((ContactFacts) fact);
      }
    }
    Map<String, Counters> rows = new TreeMap<>();
    orders.forEach(
        (id, histories) -> {
          histories.sort(Comparator.comparingLong(OrderFacts::since));
          boolean contacted =
              contacts.stream().anyMatch(contact -> id.equals(contact.inbound().orderId()));
          add(OrderRows.of(histories, contacted), rows);
        });
    contacts.forEach(contact -> add(ContactRows.of(contact), rows));
    rows.values().removeIf(Counters::isZero);
    return rows;
  }

  private static void add(RowCounts contributions, Map<String, Counters> rows) {
    contributions
        .rows()
        .forEach((key, counters) -> rows.merge(key.text(), counters, Counters::plus));
  }

  /** The rows that changes come to: of each the highest revision, without zeros. */
  static Map<String, Counters> fold(List<ScorecardRow> changes) {
    Map<ScorecardKey, ScorecardRow> highest = new HashMap<>();
    for (ScorecardRow change : changes) {
      highest.merge(change.key(), change, (a, b) -> b.revision() > a.revision() ? b : a);
    }
    Map<String, Counters> rows = new TreeMap<>();
    highest.values().stream()
        .filter(row -> !row.counters().isZero())
        .forEach(row -> rows.put(row.key().text(), row.counters()));
    return rows;
  }

  private FinalRows() {}
}
