package dev.odyssey.streaming.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.codec.Pulses;
import dev.odyssey.events.Texts;
import dev.odyssey.facts.ContactFacts;
import dev.odyssey.facts.Fact;
import dev.odyssey.facts.OrderFacts;
import dev.odyssey.streaming.DeadLetter;
import dev.odyssey.streaming.FactContract;
import dev.odyssey.streaming.Ingested;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
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
  private static final long NOW = Instant.parse("2025-03-03T12:00:00Z").toEpochMilli();

  @Test
  void aFactIsReadAsItWasTold() {
    OrderFacts facts =
        new OrderFacts(
            "O/1@2",
            5,
            6,
            new OrderFacts.Order(
                LocalDate.parse("2025-03-03"), "tv-mount", "BOS", "P1", true, null, 5, false, null),
            List.of(),
            List.of());

    assertThat(readBack(FactContract.ORDERS, facts)).isEqualTo(facts);
  }

  @Test
  void aWithdrawnFactIsOfTheTimeItWasWritten() {
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
  void aHeartbeatIsNoFactAndNoDeadLetter() {
    assertThat(read(FactContract.ORDERS, "odyssey-pulse", Pulses.encode(NOW)))
        .isEqualTo(new Ingested.Pulse<>(NOW));
    assertThat(reason("odyssey-pulse", Pulses.encode(NOW + 600_001)))
        .startsWith("no fact: pulsedAt is ")
        .endsWith("more than 10 minutes after the clock, 2025-03-03T12:00:00.000Z");
  }

  @Test
  void whatIsNoFactIsADeadLetter() {
    assertThat(reason("O1@5", bytes("rubbish")))
        .startsWith("no fact: no Avro in single-object encoding");
    assertThat(reason("O1", null)).isEqualTo("no fact: not the factId of an order: O1");
    assertThat(reason(null, null)).isEqualTo("no fact: neither a key nor a value");
  }

  @Test
  void soIsWhatNoJobOfOursTells() {
    String tooLong = "x".repeat(Texts.MAX_CHARS + 1);
    String day = "2025-03-03";

    assertThat(reason(told(tooLong, 6, day, "P1")))
        .isEqualTo("no fact: orderId is too long: 1001 characters, at most 1000 may be");
    assertThat(reason(told("O1", 6, day, tooLong)))
        .startsWith("no fact: order.providerId is too long");
    assertThat(reason(told("O1", 6, "+10000-01-01", "P1")))
        .isEqualTo(
            "no fact: order.day is out of range: +10000-01-01 is not in the years 1 to 9999");
    assertThat(reason(told("O1", Long.MIN_VALUE, day, "P1")))
        .startsWith("no fact: decidedAt is out of range: ");
    assertThat(reason(told("O1", NOW + 600_001, day, "P1")))
        .endsWith("more than 10 minutes after the clock, 2025-03-03T12:00:00.000Z");
    assertThat(read(FactContract.ORDERS, "O1@5", told("O1", NOW + 600_000, day, "P1")))
        .isInstanceOf(Ingested.Fact.class);
  }

  private static byte[] told(String orderId, long decidedAt, String day, String providerId) {
    return FactContract.ORDERS.value(
        new OrderFacts(
            orderId,
            5,
            decidedAt,
            new OrderFacts.Order(
                LocalDate.parse(day), "tv-mount", "BOS", providerId, true, null, 5, false, null),
            List.of(),
            List.of()));
  }

  private static String reason(byte[] value) {
    return reason("O1@5", value);
  }

  private static String reason(String key, byte[] value) {
    DeadLetter letter =
        ((Ingested.Dead<OrderFacts>) read(FactContract.ORDERS, key, value)).letter();
    assertThat(letter.toString()).startsWith("DeadLetter[order-facts, 3, 4: ");
    assertThat(letter.value()).isEqualTo(value);
    return letter.reason();
  }

  private static <F extends Fact> F readBack(FactContract<F> contract, F fact) {
    return ((Ingested.Fact<F>) read(contract, fact.factId(), contract.value(fact))).event();
  }

  private static <F extends Fact> Ingested<F> read(
      FactContract<F> contract, String key, byte[] value) {
    List<Ingested<F>> read = new ArrayList<>();
    new FactDeserializer<>(contract, Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC))
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
