package dev.odyssey.streaming.kafka;

import static dev.odyssey.streaming.TestEvents.NOON;
import static dev.odyssey.streaming.TestEvents.placed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.codec.OrderEventAvro;
import dev.odyssey.codec.Pulses;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.streaming.DeadLetter;
import dev.odyssey.streaming.EventContract;
import dev.odyssey.streaming.Header;
import dev.odyssey.streaming.Ingested;
import dev.odyssey.streaming.TestContexts;
import dev.odyssey.streaming.TestEvents;
import dev.odyssey.streaming.registry.RegisteredRecords;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EventDeserializerTest {

  private static final OrderEventAvro AVRO = new OrderEventAvro();
  private static final long MINUTE = 60_000;

  private final EventDeserializer<OrderEvent> deserializer =
      new EventDeserializer<>(
          EventContract.ORDERS,
          TestEvents.TYPE,
          Clock.fixed(Instant.ofEpochMilli(NOON), ZoneOffset.UTC),
          RegisteredRecords.none());

  EventDeserializerTest() {
    deserializer.open(TestContexts.deserialization());
  }

  @Test
  void eventsAndPulsesAreRead() {
    OrderEvent event = placed("e", NOON);
    assertThat(read(AVRO.encode(event))).isEqualTo(new Ingested.Fact<>(event));
    assertThat(read(Pulses.encode(NOON))).isEqualTo(new Ingested.Pulse<>(NOON));
  }

  @Test
  void tenMinutesAheadIsStillNear() {
    assertThat(read(AVRO.encode(placed("e", NOON, NOON + 10 * MINUTE))))
        .isInstanceOf(Ingested.Fact.class);
    assertThat(read(Pulses.encode(NOON + 10 * MINUTE))).isInstanceOf(Ingested.Pulse.class);
  }

  static Stream<Arguments> rubbish() {
    byte[] event = AVRO.encode(placed("e", NOON));
    byte[] wrongSchema = event.clone();
    wrongSchema[5] ^= 1;
    return Stream.of(
        Arguments.of("a tombstone", null, "no value"),
        Arguments.of("nothing", new byte[0], "no value"),
        Arguments.of("text", "hello, world".getBytes(), "begins with C3 01"),
        Arguments.of("truncated", Arrays.copyOf(event, event.length / 2), "not decodable"),
        Arguments.of("another schema", wrongSchema, "not decodable"),
        Arguments.of("huge", new byte[8 << 20], "begins with C3 01"),
        Arguments.of(
            "an event of the future",
            AVRO.encode(placed("e", NOON, NOON + 10 * MINUTE + 1)),
            "recordedAt 2025-03-01T17:10:00.001Z is more than 10 minutes after the clock"),
        Arguments.of(
            "a pulse of the future", Pulses.encode(NOON + 10 * MINUTE + 1), "pulsedAt 2025-03-01"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rubbish")
  void rubbishIsADeadLetter(String name, byte[] value, String reason) {
    DeadLetter letter = ((Ingested.Dead<OrderEvent>) read(value)).letter();
    assertThat(letter.reason()).contains(reason);
    assertThat(letter.value()).isEqualTo(value);
    assertThat(letter.key()).containsExactly(7);
    assertThat(letter.origin()).isEqualTo("order-events");
    assertThat(letter.partition()).isEqualTo(2);
    assertThat(letter.position()).isEqualTo(42);
    assertThat(letter.timestamp()).isEqualTo(NOON);
    assertThat(letter.headers().stream().map(Header::toString)).containsExactly("trace=abc");
  }

  @Property(tries = 500)
  void noBytesMakeItFail(@ForAll byte[] value) {
    assertThat(read(value)).isInstanceOf(Ingested.Dead.class);
  }

  private Ingested<OrderEvent> read(byte[] value) {
    RecordHeaders headers = new RecordHeaders();
    headers.add("trace", "abc".getBytes());
    List<Ingested<OrderEvent>> out = new ArrayList<>();
    deserializer.deserialize(
        new ConsumerRecord<>(
            "order-events",
            2,
            42,
            NOON,
            TimestampType.CREATE_TIME,
            1,
            value == null ? 0 : value.length,
            new byte[] {7},
            value,
            headers,
            Optional.empty()),
        new ListCollector<>(out));
    assertThat(out).hasSize(1);
    return out.get(0);
  }
}
