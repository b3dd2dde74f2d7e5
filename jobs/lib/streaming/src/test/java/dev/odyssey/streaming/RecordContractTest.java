package dev.odyssey.streaming;

import static dev.odyssey.streaming.TestEvents.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odyssey.codec.ContactPreferenceJson;
import dev.odyssey.codec.DefectChangeAvro;
import dev.odyssey.codec.OutreachOutcomeJson;
import dev.odyssey.codec.SilenceJson;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.events.InvalidEventException;
import dev.odyssey.notifications.ContactPreference;
import dev.odyssey.notifications.MessageChannel;
import dev.odyssey.notifications.OutreachOption;
import dev.odyssey.notifications.OutreachOutcome;
import dev.odyssey.notifications.Recipient;
import dev.odyssey.notifications.Silence;
import dev.odyssey.streaming.registry.RegisteredRecords;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read of records, and how what is none is named. */
class RecordContractTest {

  private static final RegisteredRecords NONE = RegisteredRecords.none();
  private static final Silence SILENCE = TestNotifications.silence("s1");
  private static final ContactPreference PREFERENCE =
      new ContactPreference(
          new Recipient(Recipient.Kind.CUSTOMER, "c1"),
          false,
          Set.of("late-departure"),
          Set.of(),
          List.of(MessageChannel.EMAIL),
          null);
  private static final OutreachOutcome OUTCOME =
      new OutreachOutcome(
          "CUSTOMER/NO_SHOW:e1",
          OutreachOutcome.Status.ACTED,
          NOON,
          OutreachOption.CANCEL,
          null,
          null);
  private static final DefectChange CHANGE = TestEvents.change(TestEvents.placed("e1", NOON));

  @Test
  void whatIsSaidIsRead() {
    assertThat(RecordContract.DEFECTS.read(record("any", DefectChangeAvro.encode(CHANGE)), NONE))
        .isEqualTo(CHANGE);
    assertThat(RecordContract.SILENCES.read(record("s1", json(SilenceJson.write(SILENCE))), NONE))
        .isEqualTo(new Control<>("s1", SILENCE));
    assertThat(
            RecordContract.CONTACT_PREFERENCES.read(
                record("CUSTOMER:c1", json(ContactPreferenceJson.write(PREFERENCE))), NONE))
        .isEqualTo(new Control<>("CUSTOMER:c1", PREFERENCE));
    assertThat(
            RecordContract.OUTREACH_OUTCOMES.read(
                record(null, json(OutreachOutcomeJson.write(OUTCOME))), NONE))
        .isEqualTo(OUTCOME);
  }

  @Test
  void aRecordWithoutValueTakesBack() {
    assertThat(RecordContract.SILENCES.read(record("s1", null), NONE))
        .isEqualTo(new Control<Silence>("s1", null))
        .matches(Control::isTakenBack);
    assertThat(
            RecordContract.CONTACT_PREFERENCES
                .read(record("CUSTOMER:c1", null), NONE)
                .isTakenBack())
        .isTrue();
  }

  static Stream<Arguments> refused() {
    byte[] silence = json(SilenceJson.write(SILENCE));
    return Stream.of(
        Arguments.of(RecordContract.DEFECTS, record("d", null), "no value"),
        Arguments.of(RecordContract.DEFECTS, record("d", json("hello")), "no Avro"),
        Arguments.of(RecordContract.SILENCES, record(null, silence), "no key"),
        Arguments.of(RecordContract.SILENCES, record(null, null), "no key"),
        Arguments.of(
            RecordContract.SILENCES, record("s2", silence), "the key is not the silenceId s1: s2"),
        Arguments.of(RecordContract.SILENCES, record("s1", json("{}")), "matchers is missing"),
        Arguments.of(RecordContract.SILENCES, record("s1", new byte[0]), "not a JSON object"),
        Arguments.of(
            RecordContract.CONTACT_PREFERENCES,
            record("c1", json(ContactPreferenceJson.write(PREFERENCE))),
            "the key is not the recipient CUSTOMER:c1: c1"),
        Arguments.of(RecordContract.OUTREACH_OUTCOMES, record("o", null), "no value"),
        Arguments.of(RecordContract.OUTREACH_OUTCOMES, record("o", json("[]")), "not a JSON"));
  }

  @ParameterizedTest(name = "{0} {2}")
  @MethodSource("refused")
  void whatIsNoneIsNamed(RecordContract<?> contract, KafkaRecord record, String message) {
    assertThatThrownBy(() -> contract.read(record, NONE))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest(name = "{0} {2}")
  @MethodSource("refused")
  void whatIsNoneGoesAsideWithWhereItStood(
      RecordContract<?> contract, KafkaRecord record, String message) throws Exception {
    try (var harness = ProcessFunctionTestHarnesses.forProcessFunction(new Decode<>(contract))) {
      harness.processElement(record, 0);
      assertThat(harness.extractOutputValues()).isEmpty();
      assertThat(harness.getSideOutput(Triage.DEAD_LETTERS))
          .extracting(StreamRecord::getValue)
          .singleElement()
          .satisfies(
              letter -> {
                assertThat(letter.reason()).contains(message);
                assertThat(letter.toString()).startsWith("DeadLetter[topic, 3, 4: ");
                assertThat(letter.value()).isSameAs(record.value());
              });
    }
  }

  @Test
  void whatIsReadComesBack() throws IOException {
    comesBack(RecordContract.DEFECTS, CHANGE);
    comesBack(RecordContract.SILENCES, new Control<>("s1", SILENCE));
    comesBack(RecordContract.SILENCES, new Control<>("s1", null));
    comesBack(RecordContract.CONTACT_PREFERENCES, new Control<>("c", PREFERENCE));
    comesBack(RecordContract.OUTREACH_OUTCOMES, OUTCOME);
  }

  private static <T> void comesBack(RecordContract<T> contract, T value) throws IOException {
    SerializerConfigImpl noKryo = new SerializerConfigImpl();
    noKryo.setGenericTypes(false);
    TypeInformation<T> type = contract.type();
    TypeSerializer<T> serializer = type.createSerializer(noKryo);
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(value, out);
    assertThat(serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer())))
        .isEqualTo(value);
  }

  private static KafkaRecord record(String key, byte[] value) {
    return new KafkaRecord("topic", 3, 4, NOON, key == null ? null : json(key), value, List.of());
  }

  private static byte[] json(String text) {
    return text.getBytes(UTF_8);
  }
}
