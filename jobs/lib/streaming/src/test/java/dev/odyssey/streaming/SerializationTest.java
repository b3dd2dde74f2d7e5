package dev.odyssey.streaming;

import static dev.odyssey.streaming.TestEvents.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.events.OrderEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SerializationTest {

  private static final DeadLetter LETTER =
      new DeadLetter(
          null,
          new byte[] {1, 2},
          "order-events",
          3,
          4,
          NOON,
          List.of(new Header("a", null), Header.of("b", "ü")),
          "no event");

  static Stream<Ingested<OrderEvent>> whatASourceYields() {
    return Stream.of(
        new Ingested.Fact<>(TestEvents.placed("e", NOON)),
        new Ingested.Pulse<>(NOON),
        new Ingested.Dead<>(LETTER));
  }

  @ParameterizedTest
  @MethodSource("whatASourceYields")
  void whatASourceYieldsComesBack(Ingested<OrderEvent> ingested) throws IOException {
    comesBack(Ingested.typeOf(TestEvents.TYPE), ingested);
  }

  @Test
  void deadLettersComeBack() throws IOException {
    comesBack(DeadLetter.TYPE, LETTER);
    comesBack(DeadLetter.TYPE, DeadLetter.ofLine("f", 1, null, ""));
  }

  @Test
  void recordsComeBack() throws IOException {
    comesBack(
        KafkaRecord.TYPE,
        new KafkaRecord("silences", 3, 4, NOON, null, new byte[] {1}, LETTER.headers()));
    comesBack(
        KafkaRecord.TYPE, new KafkaRecord("silences", 0, 0, -1, new byte[0], null, List.of()));
  }

  @Test
  void rejectedRecordsComeBack() throws IOException {
    comesBack(Rejected.TYPE, Rejected.of(LETTER));
  }

  @Test
  void aLongReasonIsCut() {
    DeadLetter letter = DeadLetter.ofLine("f", 1, new byte[0], "x".repeat(5_000));
    assertThat(letter.reason()).hasSize(1_003).endsWith("...");
  }

  @Test
  void aDeadLetterKeepsEverything() {
    Rejected rejected = Rejected.of(LETTER);
    assertThat(rejected.topic()).isEqualTo("dead-letters");
    assertThat(rejected.value()).containsExactly(1, 2);
    assertThat(rejected.headers().stream().map(Header::toString))
        .containsExactly(
            "a=null",
            "b=ü",
            "odyssey.reason=no event",
            "odyssey.topic=order-events",
            "odyssey.partition=3",
            "odyssey.offset=4",
            "odyssey.timestamp=" + NOON);
  }

  @Test
  void lateAndOverflowingEventsCanBeFedInAgain() {
    OrderEvent event = TestEvents.placed("e", NOON);
    var events = new RejectedEvents<>(EventContract.ORDERS);
    Rejected late = events.late(event, "older than P30D");
    assertThat(late.topic()).isEqualTo("late-order-events");
    assertThat(new String(late.key(), StandardCharsets.UTF_8)).isEqualTo("order-e");
    assertThat(EventContract.ORDERS.newDecoder().decode(late.value()))
        .hasFieldOrPropertyWithValue("event", event);
    assertThat(late.headers().get(0)).hasToString("odyssey.reason=older than P30D");
    assertThat(events.overflow(event, "too many").topic()).isEqualTo("overflow-order-events");
  }

  private static <T> void comesBack(TypeInformation<T> type, T value) throws IOException {
    TypeSerializer<T> serializer = type.createSerializer(new SerializerConfigImpl());
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(value, out);
    TypeSerializer<T> restored = restored(serializer);
    assertThat(restored).isEqualTo(serializer);
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    T back = restored.deserialize(in);
    assertThat(in.available()).isZero();
    assertThat(back).usingRecursiveComparison().isEqualTo(value);
  }

  private static <T> TypeSerializer<T> restored(TypeSerializer<T> serializer) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());
    return TypeSerializerSnapshot.<T>readVersionedSnapshot(
            new DataInputDeserializer(out.getCopyOfBuffer()),
            SerializationTest.class.getClassLoader())
        .restoreSerializer();
  }
}
