package dev.odyssey.backtest.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.detection.laws.Histories;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.OrderEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What must hold of any scorecards, asked of the reference, so that it can be relied on. */
class BatchScorecardsPropertyTest {

  private static final Set<String> SUMS =
      Set.of("star_rating", "resolution_hours", "csat", "effort", "empathy");

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void neitherTheOrderOfArrivalNorDuplicatesMatter(
      @ForAll("orders") List<OrderEvent> orders,
      @ForAll("contacts") List<ContactEvent> contacts,
      @ForAll("policies") Policies policies,
      @ForAll("nows") long now,
      @ForAll int seed) {
    assertThat(
            BatchScorecards.of(delivered(orders, seed), delivered(contacts, seed), policies, now))
        .isEqualTo(BatchScorecards.of(orders, contacts, policies, now));
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void countsAddUp(
      @ForAll("orders") List<OrderEvent> orders,
      @ForAll("contacts") List<ContactEvent> contacts,
      @ForAll("policies") Policies policies,
      @ForAll("nows") long now) {
    List<ScorecardRow> rows = BatchScorecards.of(orders, contacts, policies, now);

    assertThat(rows)
        .filteredOn(row -> row.value() != null && !SUMS.contains(row.metric()))
        .allSatisfy(
            row -> {
              assertThat(row.numerator()).isBetween(0.0, (double) row.denominator());
              assertThat(row.value()).isBetween(row.ciLow() - 1e-12, row.ciHigh() + 1e-12);
              assertThat(row.provisional()).isBetween(0L, (long) row.numerator());
            });
    assertThat(sums(rows, "REGION")).isEqualTo(sums(rows, "OFFERING"));
    Map<String, String> all = sums(rows, "ALL");
    sums(rows, "REGION").forEach((of, sum) -> assertThat(all).containsEntry(of, sum));
    assertThat(all.keySet()).containsAll(sums(rows, "PROVIDER").keySet());
    assertThat(all.keySet()).containsAll(sums(rows, "AGENT").keySet());
  }

  /** Numerator and denominator by day and metric, over all entities of a type. */
  private static Map<String, String> sums(List<ScorecardRow> rows, String entityType) {
    return rows.stream()
        .filter(row -> row.entityType().equals(entityType))
        .collect(
            Collectors.groupingBy(
                row -> row.day() + " " + row.metric(),
                Collectors.collectingAndThen(
                    Collectors.toList(),
                    same ->
                        same.stream().mapToDouble(ScorecardRow::numerator).sum()
                            + "/"
                            + same.stream().mapToLong(ScorecardRow::denominator).sum())));
  }

  /** The same events in another order, some of them once more. */
  private static <E> List<E> delivered(List<E> events, int seed) {
    Random random = new Random(seed);
    List<E> delivered = new ArrayList<>(events);
    events.stream().filter(event -> random.nextInt(4) == 0).forEach(delivered::add);
    Collections.shuffle(delivered, random);
    return delivered;
  }

  @Provide
  Arbitrary<List<OrderEvent>> orders() {
    return RichHistories.orders(4);
  }

  @Provide
  Arbitrary<List<ContactEvent>> contacts() {
    return RichHistories.contacts(3);
  }

  @Provide
  Arbitrary<Policies> policies() {
    return Histories.policies();
  }

  @Provide
  Arbitrary<Long> nows() {
    return Histories.nows();
  }
}
