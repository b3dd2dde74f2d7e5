package dev.odyssey.scorecards.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.facts.ContactFacts;
import dev.odyssey.facts.Fact;
import dev.odyssey.facts.OrderFacts;
import dev.odyssey.scorecards.Counters;
import dev.odyssey.scorecards.ScorecardKey;
import dev.odyssey.scorecards.rows.ContactRows;
import dev.odyssey.scorecards.rows.RowCounts;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Taking out the old and putting in the new comes to sums of the last facts. */
class RowsPropertyTest {

  @Property(tries = 200)
  void rowsAreSumsOfTheLastFacts(@ForAll long seed) {
    List<Fact> facts = new AnyFacts(new Random(seed)).stream(60);

    assertThat(added(facts)).isEqualTo(FinalRows.of(facts));
  }

  @Property(tries = 200)
  void theOrderOfSubjectsDoesNotMatter(@ForAll long seed) {
    Random random = new Random(seed);
    List<Fact> facts = new AnyFacts(random).stream(60);

    assertThat(added(interleavedOtherwise(facts, random))).isEqualTo(added(facts));
  }

  @Property(tries = 200)
  void whatDoesNotChangeIsNoDelta(@ForAll long seed) {
    OrderFacts order = new AnyFacts(new Random(seed)).order(0);
    OrderHistories once = new OrderHistories(List.of(), null).with(order);

    assertThat(once.with(order).contributions().minus(once.contributions()).rows()).isEmpty();
    assertThat(once.with(OrderFacts.withdrawn(order.orderId(), order.since(), 1)).contributions())
        .isEqualTo(RowCounts.NONE);
  }

  /** Each change as the operators make it. */
  private static Map<String, Counters> added(List<Fact> facts) {
    Map<String, OrderHistories> orders = new HashMap<>();
    Map<String, ContactFacts> contacts = new HashMap<>();
    Map<ScorecardKey, Counters> rows = new HashMap<>();
    for (Fact fact : facts) {
      if (fact instanceof OrderFacts order) {
        OrderHistories before = known(orders, order.orderId());
        replace(orders, order.orderId(), before.with(order), rows);
      } else if (fact instanceof ContactFacts contact) {
        ContactFacts before = contacts.put(contact.factId(), contact);
        RowCounts was = before == null ? RowCounts.NONE : ContactRows.of(before);
        add(ContactRows.of(contact).minus(was), rows);
        mention(before, -1, orders, rows);
        mention(contact, 1, orders, rows);
      }
    }
    Map<String, Counters> told = new TreeMap<>();
    rows.forEach((key, counters) -> told.put(key.text(), counters));
    told.values().removeIf(Counters::isZero);
    return told;
  }

  private static void mention(
      ContactFacts contact,
      int change,
      Map<String, OrderHistories> orders,
      Map<ScorecardKey, Counters> rows) {
    if (contact != null && !contact.isWithdrawn() && contact.inbound().orderId() != null) {
      String order = contact.inbound().orderId();
      Mention mention = new Mention(order, change, contact.inbound().day().toEpochDay());
      replace(orders, order, known(orders, order).with(mention), rows);
    }
  }

  private static OrderHistories known(Map<String, OrderHistories> orders, String id) {
    return orders.getOrDefault(id, new OrderHistories(List.of(), null));
  }

  private static void replace(
      Map<String, OrderHistories> orders,
      String id,
      OrderHistories now,
      Map<ScorecardKey, Counters> rows) {
    add(now.contributions().minus(known(orders, id).contributions()), rows);
    orders.put(id, now);
  }

  private static void add(RowCounts difference, Map<ScorecardKey, Counters> rows) {
    difference.rows().forEach((key, change) -> rows.merge(key, change, Counters::plus));
  }

  /** The facts of each subject in their order, but of other subjects in between. */
  private static List<Fact> interleavedOtherwise(List<Fact> facts, Random random) {
    Map<String, Queue<Fact>> subjects = new LinkedHashMap<>();
    facts.forEach(
        fact -> subjects.computeIfAbsent(fact.factId(), id -> new ArrayDeque<>()).add(fact));
    List<Queue<Fact>> queues = new ArrayList<>(subjects.values());
    List<Fact> otherwise = new ArrayList<>();
    while (!queues.isEmpty()) {
      Queue<Fact> queue = queues.get(random.nextInt(queues.size()));
      otherwise.add(queue.remove());
      if (queue.isEmpty()) {
        queues.remove(queue);
      }
    }
    return otherwise;
  }
}
