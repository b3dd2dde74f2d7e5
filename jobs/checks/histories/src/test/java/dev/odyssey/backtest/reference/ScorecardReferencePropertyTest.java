package dev.odyssey.backtest.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.detection.laws.Histories;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.OrderEvent;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The jobs count what a batch over whole lists counts, whatever happens in whatever order. */
class ScorecardReferencePropertyTest {

  @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
  void rowsAreThoseOfTheBatch(
      @ForAll("orders") List<OrderEvent> orders,
      @ForAll("contacts") List<ContactEvent> contacts,
      @ForAll("policies") Policies policies,
      @ForAll("nows") long now)
      throws Exception {
    assertThat(CountedFacts.of(orders, contacts, policies, now))
        .usingElementComparator((a, b) -> a.agreesWith(b) ? 0 : 1)
        .containsExactlyElementsOf(BatchScorecards.of(orders, contacts, policies, now));
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
