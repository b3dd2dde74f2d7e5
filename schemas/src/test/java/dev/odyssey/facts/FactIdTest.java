package dev.odyssey.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Facts are told apart by their id, and a withdrawn one says no more than its id. */
class FactIdTest {

  @Property
  void ofAContactSaysWhichContact(
      @ForAll("ids") String customerId, @ForAll("ids") String contactId) {
    ContactFacts facts = ContactFacts.withdrawn(contactId, customerId, 7);

    assertThat(ContactFacts.withdrawn(facts.factId(), 7)).isEqualTo(facts);
  }

  @Property
  void ofAnOrderSaysWhichHistory(@ForAll("ids") String orderId, @ForAll long since) {
    OrderFacts facts = OrderFacts.withdrawn(orderId, since, 7);

    assertThat(OrderFacts.withdrawn(facts.factId(), 7)).isEqualTo(facts);
  }

  @Test
  void readsAsTheIds() {
    assertThat(ContactFacts.withdrawn("K/1", "U1", 7).factId()).isEqualTo("U1/K/1");
    assertThat(ContactFacts.withdrawn("1", "U1/K", 7).factId()).isEqualTo("U1%2FK/1");
    assertThat(OrderFacts.withdrawn("O1", 1_000, 7).factId()).isEqualTo("O1@1000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "O1", "O1@", "O1@soon", "1000"})
  void refusesWhatIsNoOrders(String factId) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OrderFacts.withdrawn(factId, 7))
        .withMessage("not the factId of an order: " + factId);
  }

  @Test
  void refusesWhatIsNoContacts() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ContactFacts.withdrawn("U1-K1", 7))
        .withMessage("not the factId of a contact: U1-K1");
  }

  @Provide
  Arbitrary<String> ids() {
    return Arbitraries.strings().withChars("aZ%2F5/@:-é漢").ofMinLength(1).ofMaxLength(8);
  }
}
