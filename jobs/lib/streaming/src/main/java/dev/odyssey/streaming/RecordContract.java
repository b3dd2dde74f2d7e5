package dev.odyssey.streaming;

import dev.odyssey.codec.AcknowledgementJson;
import dev.odyssey.codec.AlertJson;
import dev.odyssey.codec.CaseFileJson;
import dev.odyssey.codec.ContactPreferenceJson;
import dev.odyssey.codec.DefectChangeAvro;
import dev.odyssey.codec.OutreachJson;
import dev.odyssey.codec.OutreachOutcomeJson;
import dev.odyssey.codec.ProviderTierAvro;
import dev.odyssey.codec.ScorecardRowAvro;
import dev.odyssey.codec.SilenceJson;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.events.InvalidEventException;
import dev.odyssey.notifications.Acknowledgement;
import dev.odyssey.notifications.Alert;
import dev.odyssey.notifications.CaseFile;
import dev.odyssey.notifications.ContactPreference;
import dev.odyssey.notifications.Outreach;
import dev.odyssey.notifications.OutreachOutcome;
import dev.odyssey.notifications.Silence;
import dev.odyssey.scorecards.ProviderTier;
import dev.odyssey.scorecards.ScorecardRow;
import dev.odyssey.streaming.registry.RegisteredRecords;
import dev.odyssey.streaming.registry.SchemaUnavailableException;
import java.io.IOException;
import java.io.Serializable;
import java.util.function.Function;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * What is agreed on for the records of one topic: its name, and how a record is read. A record is
 * refused where its key is not that of what it says: compaction would keep both, and nothing could
 * take it back.
 */
public final class RecordContract<T> implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Changes of defects. */
  public static final RecordContract<DefectChange> DEFECTS = changes(TopicNames.DEFECTS);

  /** Changes of defects as they would be if what is in the shadow were live. */
  public static final RecordContract<DefectChange> SHADOW_DEFECTS =
      changes(TopicNames.SHADOW_DEFECTS);

  /** Rows of scorecards. */
  public static final RecordContract<ScorecardRow> SCORECARDS = rows(TopicNames.SCORECARDS);

  /** Rows that count the defects of a code. */
  public static final RecordContract<ScorecardRow> RULE_DAYS = rows(TopicNames.RULE_DAY);

  /** Changes of providers' tiers. */
  public static final RecordContract<ProviderTier> PROVIDER_TIERS =
      new RecordContract<>(
          TopicNames.PROVIDER_TIERS,
          TypeInformation.of(ProviderTier.class),
          (record, registered) ->
              avro(record, registered, ProviderTierAvro::decode, ProviderTierAvro::decode));

  /** Revisions of cases. */
  public static final RecordContract<CaseFile> CASES =
      new RecordContract<>(
          TopicNames.CASES,
          TypeInformation.of(CaseFile.class),
          (record, registered) -> CaseFileJson.read(text(record)));

  /** Revisions of alerts. */
  public static final RecordContract<Alert> ALERTS =
      new RecordContract<>(
          TopicNames.ALERTS,
          TypeInformation.of(Alert.class),
          (record, registered) -> AlertJson.read(text(record)));

  /** Revisions of messages. */
  public static final RecordContract<Outreach> OUTREACH =
      new RecordContract<>(
          TopicNames.OUTREACH,
          TypeInformation.of(Outreach.class),
          (record, registered) -> OutreachJson.read(text(record)));

  /** Silences, and those taken back. */
  public static final RecordContract<Control<Silence>> SILENCES =
      new RecordContract<>(
          TopicNames.SILENCES,
          TypeInformation.of(new TypeHint<>() {}),
          (record, registered) ->
              control(record, SilenceJson::read, "silenceId", Silence::silenceId));

  /** Acknowledgements of alerts and cases, and those taken back. */
  public static final RecordContract<Control<Acknowledgement>> ACKNOWLEDGEMENTS =
      new RecordContract<>(
          TopicNames.ACKNOWLEDGEMENTS,
          TypeInformation.of(new TypeHint<>() {}),
          (record, registered) ->
              control(record, AcknowledgementJson::read, "alertId or caseId", Acknowledgement::id));

  /** Contact preferences, and those taken back. */
  public static final RecordContract<Control<ContactPreference>> CONTACT_PREFERENCES =
      new RecordContract<>(
          TopicNames.CONTACT_PREFERENCES,
          TypeInformation.of(new TypeHint<>() {}),
          (record, registered) ->
              control(
                  record,
                  ContactPreferenceJson::read,
                  "recipient",
                  preference -> preference.recipient().key()));

  /** What became of messages. */
  public static final RecordContract<OutreachOutcome> OUTREACH_OUTCOMES =
      new RecordContract<>(
          TopicNames.OUTREACH_OUTCOMES,
          TypeInformation.of(OutreachOutcome.class),
          (record, registered) -> OutreachOutcomeJson.read(text(record)));

  /** Reads a record. */
  @FunctionalInterface
  private interface Reader<T> extends Serializable {
    T read(KafkaRecord record, RegisteredRecords registered) throws IOException;
  }

  private final String topic;
  private final TypeInformation<T> type;
  private final Reader<T> reader;

  private RecordContract(String topic, TypeInformation<T> type, Reader<T> reader) {
    this.topic = topic;
    this.type = type;
    this.reader = reader;
  }

  /** The topic of these records. */
  public String topic() {
    return topic;
  }

  /** The type of what a record says. */
  public TypeInformation<T> type() {
    return type;
  }

  /**
   * What a record says.
   *
   * @param registered reads what is in the format of a registry
   * @throws InvalidEventException naming what is wrong with it
   * @throws SchemaUnavailableException if its schema cannot be had at present
   */
  public T read(KafkaRecord record, RegisteredRecords registered) {
    try {
      return reader.read(record, registered);
    } catch (InvalidEventException | SchemaUnavailableException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // A record that cannot be read, in whatever way, must not stop the job at it for ever.
      throw new InvalidEventException("not decodable: " + e.getMessage(), e);
    }
  }

  private static RecordContract<DefectChange> changes(String topic) {
    return new RecordContract<>(
        topic,
        TypeInformation.of(DefectChange.class),
        (record, registered) ->
            DefectChecks.checked(
                avro(record, registered, DefectChangeAvro::decode, DefectChangeAvro::decode)));
  }

  private static RecordContract<ScorecardRow> rows(String topic) {
    return new RecordContract<>(
        topic,
        TypeInformation.of(ScorecardRow.class),
        (record, registered) ->
            avro(record, registered, ScorecardRowAvro::decode, ScorecardRowAvro::decode));
  }

  /** Reads Avro in single-object encoding. */
  @FunctionalInterface
  private interface Avro<T> {
    T decode(byte[] value) throws IOException;
  }

  private static <T> T avro(
      KafkaRecord record,
      RegisteredRecords registered,
      Avro<T> singleObject,
      RegisteredRecords.Body<T> behindHeader)
      throws IOException {
    byte[] value = value(record);
    return registered.claims(value)
        ? registered.read(value, behindHeader)
        : singleObject.decode(value);
  }

  private static byte[] value(KafkaRecord record) {
    if (record.value() == null) {
      throw new InvalidEventException("no value");
    }
    return record.value();
  }

  private static String text(KafkaRecord record) {
    value(record);
    return record.valueText();
  }

  private static <T> Control<T> control(
      KafkaRecord record, Function<String, T> json, String keyField, Function<T, String> keyOf) {
    String key = record.keyText();
    if (key == null) {
      throw new InvalidEventException("no key");
    }
    if (record.value() == null) {
      return new Control<>(key, null);
    }
    T value = json.apply(record.valueText());
    if (!key.equals(keyOf.apply(value))) {
      throw new InvalidEventException(
          "the key is not the " + keyField + " " + keyOf.apply(value) + ": " + key);
    }
    return new Control<>(key, value);
  }

  @Override
  public String toString() {
    return topic;
  }
}
