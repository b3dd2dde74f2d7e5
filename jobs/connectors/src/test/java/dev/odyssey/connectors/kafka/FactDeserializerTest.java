package dev.odyssey.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odyssey.connectors.FactContract;
import dev.odyssey.facts.ContactFacts;
import dev.odyssey.facts.Fact;
import dev.odyssey.facts.OrderFacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** Facts are read as they were told, withdrawn ones too, and nothing else is read. */
class FactDeserializerTest {

  private static final long WRITTEN = 7_000;

  @Test
  void aFactIsReadAsItWasTold() throws IOException {
    OrderFacts facts =
        new OrderFacts(
            "O/1@2",
            5,
            6,
            new OrderFacts.Order(
                LocalDate.parse("2025-03-03"), "tv-mount", "BOS", "P1", true, null, 5),
            List.of(),
            List.of());

    assertThat(readBack(FactContract.ORDERS, facts)).isEqualTo(facts);
  }

  @Test
  void aWithdrawnFactIsOfTheTimeItWasWritten() throws IOException {
    assertThat(readBack(FactContract.ORDERS, OrderFacts.withdrawn("O/1@2", 5, 6)))
        .isEqualTo(OrderFacts.withdrawn("O/1@2", 5, WRITTEN));
    assertThat(readBack(FactContract.CONTACTS, ContactFacts.withdrawn("K/1", "C/1", 6)))
        .isEqualTo(ContactFacts.withdrawn("K/1", "C/1", WRITTEN));
  }

  @Test
  void aWithdrawnFactHasNoValue() {
    assertThat(FactContract.ORDERS.value(OrderFacts.withdrawn("O1", 5, 6))).isNull();
  }

  @Test
  void whatIsNoFactIsNamedWithWhereItStands() {
    String where = "no fact at offset 4 of partition 3 of topic order-facts: ";

    assertThatThrownBy(() -> read(FactContract.ORDERS, "O1@5", bytes("rubbish")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(where + "no Avro in single-object encoding");
    assertThatThrownBy(() -> read(FactContract.ORDERS, "O1", null))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(where + "not the factId of an order: O1");
    assertThatThrownBy(() -> read(FactContract.ORDERS, null, null))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(where + "neither a key nor a value");
  }

  private static <F extends Fact> F readBack(FactContract<F> contract, F fact) throws IOException {
    return read(contract, fact.factId(), contract.value(fact));
  }

  private static <F extends Fact> F read(FactContract<F> contract, String key, byte[] value)
      throws IOException {
    List<F> read = new ArrayList<>();
    new FactDeserializer<>(contract)
        .deserialize(
            new ConsumerRecord<>(
                contract.topic(),
                3,
                4,
                WRITTEN,
                TimestampType.CREATE_TIME,
                0,
                0,
                key == null ? null : bytes(key),
                value,
                new RecordHeaders(),
                Optional.empty()),
            new ListCollector<>(read));
    assertThat(read).hasSize(1);
    return read.get(0);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
