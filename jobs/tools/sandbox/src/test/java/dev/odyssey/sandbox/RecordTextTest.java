package dev.odyssey.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.codec.OrderEventAvro;
import dev.odyssey.codec.OrderEventJson;
import dev.odyssey.codec.Pulses;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.OrderEventType;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class RecordTextTest {

  private static final OrderEvent PLACED =
      OrderEvent.builder()
          .eventId("e-1")
          .type(OrderEventType.PLACED)
          .occurredAt(1_740_000_000_000L)
          .recordedAt(1_740_000_000_000L)
          .orderId("o-1")
          .offeringId("tv-mount")
          .region("boston")
          .timeZone("America/New_York")
          .build();

  private final RecordText text = new RecordText();

  @Test
  void anEventIsItsLineOfJson() {
    assertThat(text.line(record("order-events", new OrderEventAvro().encode(PLACED))))
        .isEqualTo(new OrderEventJson().write(PLACED));
  }

  @Test
  void aPulseSaysWhen() {
    assertThat(text.line(record("contact-events", Pulses.encode(1_740_000_000_000L))))
        .isEqualTo("{\"pulsedAt\":\"2025-02-19T21:20:00Z\"}");
    assertThat(text.line(record("order-facts", Pulses.encode(1_740_000_000_000L))))
        .isEqualTo("{\"pulsedAt\":\"2025-02-19T21:20:00Z\"}");
  }

  @Test
  void whatIsNoEventIsShownAsItCame() {
    assertThat(text.line(record("order-events", "rubbish, not Avro".getBytes(UTF_8))))
        .isEqualTo(
            "{\"partition\":2,\"offset\":7,\"timestamp\":\"1970-01-01T00:00:01Z\",\"key\":\"k\","
                + "\"problem\":\"not decodable: no Avro in single-object encoding, which begins with C3 01\","
                + "\"headers\":{\"reason\":\"why\"},\"value\":\"rubbish, not Avro\"}");
  }

  @Test
  void whatIsJsonIsShownAsItIs() {
    assertThat(text.line(record("alerts", "{\"alertId\":\"a-1\"}".getBytes(UTF_8))))
        .isEqualTo("{\"alertId\":\"a-1\"}");
    assertThat(text.line(record("silences", null))).contains("\"key\":\"k\"", "\"value\":null");
  }

  @Test
  void bytesThatAreNoTextAreBase64() {
    assertThat(text.line(record("dead-letters", new byte[] {(byte) 0xC3, 1, 0})))
        .contains("\"value\":\"base64:wwEA\"");
    assertThat(text.line(record("dead-letters", new byte[] {1}))).contains("\"base64:AQ==\"");
    assertThat(text.line(record("dead-letters", null))).contains("\"value\":null");
  }

  @Test
  void anEventThatWasSetAsideIsReadableBesideItsReason() {
    assertThat(text.line(record("late-order-events", new OrderEventAvro().encode(PLACED))))
        .contains("\"headers\":{\"reason\":\"why\"}")
        .contains("\"event\":{\"eventId\":\"e-1\",\"type\":\"PLACED\"");
  }

  private static ConsumerRecord<byte[], byte[]> record(String topic, byte[] value) {
    return new ConsumerRecord<>(
        topic,
        2,
        7,
        1_000,
        TimestampType.CREATE_TIME,
        1,
        value == null ? 0 : value.length,
        "k".getBytes(UTF_8),
        value,
        new RecordHeaders().add("reason", "why".getBytes(UTF_8)),
        Optional.empty());
  }
}
