package dev.odyssey.streaming.kafka;

import dev.odyssey.codec.AlertJson;
import dev.odyssey.codec.CaseFileJson;
import dev.odyssey.codec.DefectChangeAvro;
import dev.odyssey.codec.OutreachJson;
import dev.odyssey.codec.ProviderTierAvro;
import dev.odyssey.codec.ScorecardRowAvro;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.facts.Fact;
import dev.odyssey.notifications.Alert;
import dev.odyssey.notifications.CaseFile;
import dev.odyssey.notifications.Outreach;
import dev.odyssey.scorecards.ProviderTier;
import dev.odyssey.scorecards.ScorecardRow;
import dev.odyssey.streaming.EventContract;
import dev.odyssey.streaming.FactContract;
import dev.odyssey.streaming.Header;
import dev.odyssey.streaming.Metrics;
import dev.odyssey.streaming.Rejected;
import dev.odyssey.streaming.TopicNames;
import dev.odyssey.streaming.options.KafkaOptions;
import dev.odyssey.streaming.registry.WrittenFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Defect changes, facts, alerts, messages and rejected records to topics, each exactly once for
 * readers of committed data: they become visible when the checkpoint that they belong to is
 * complete. After an outage longer than the transaction time-out some may be there twice, never
 * less than once; readers tell by id and revision.
 *
 * <p>Records carry the time of writing. Their own times may lie anywhere, and brokers refuse
 * records, and with them the job, whose timestamp is far from their clock.
 */
public final class KafkaOutlet {

  /** Defect changes, keyed by defectId, so that one defect's revisions keep their order. */
  public static Sink<DefectChange> defects(KafkaOptions options) {
    return changes(options, TopicNames.DEFECTS);
  }

  /** Changes of what would be if what is in the shadow were live, likewise. */
  public static Sink<DefectChange> shadowDefects(KafkaOptions options) {
    return changes(options, TopicNames.SHADOW_DEFECTS);
  }

  private static Sink<DefectChange> changes(KafkaOptions options, String topic) {
    return keyed(
        options,
        topic,
        DefectChange::defectId,
        DefectChangeAvro::encode,
        WrittenFormat.only(options, options.topic(topic), "DefectChange"));
  }

  /**
   * Facts, keyed by factId; a withdrawn one without a value. They are between jobs of the suite,
   * and in single-object encoding whatever registry there is. One that is too large for a record,
   * of an order with promises and defects by the thousand, is withdrawn and counted: a job that
   * fails at it would fail for ever.
   */
  public static <F extends Fact> Sink<F> facts(KafkaOptions options, FactContract<F> contract) {
    return exactlyOnce(
        options,
        contract.topic(),
        new FactSerialization<>(options.topic(contract.topic()), contract));
  }

  /**
   * Everything that the job does not take in.
   *
   * @param contracts the kinds of event that the job reads
   */
  public static Sink<Rejected> rejected(KafkaOptions options, List<EventContract<?>> contracts) {
    List<String> topics = new ArrayList<>(List.of(options.topic(TopicNames.DEAD_LETTERS)));
    for (EventContract<?> contract : contracts) {
      topics.add(options.topic(contract.lateTopic()));
      topics.add(options.topic(contract.overflowTopic()));
    }
    return exactlyOnce(
        options,
        "rejected",
        new RejectedSerialization(topics, options.topicPrefix(), options.rejectedMaxBytes()));
  }

  /** Rows of scorecards, keyed so that the revisions of a row keep their order. */
  public static Sink<ScorecardRow> scorecards(KafkaOptions options) {
    return keyed(
        options,
        TopicNames.SCORECARDS,
        row -> row.key().text(),
        ScorecardRowAvro::encode,
        WrittenFormat.among(
            options,
            options.topic(TopicNames.SCORECARDS),
            "OrderScorecardDay",
            "ContactScorecardDay"));
  }

  /** Counts of codes, keyed as rows are. */
  public static Sink<ScorecardRow> ruleDays(KafkaOptions options) {
    return keyed(
        options,
        TopicNames.RULE_DAY,
        row -> row.key().text(),
        ScorecardRowAvro::encode,
        WrittenFormat.only(options, options.topic(TopicNames.RULE_DAY), "RuleDay"));
  }

  /** Changes of tiers, keyed by providerId. */
  public static Sink<ProviderTier> providerTiers(KafkaOptions options) {
    return keyed(
        options,
        TopicNames.PROVIDER_TIERS,
        ProviderTier::providerId,
        ProviderTierAvro::encode,
        WrittenFormat.only(options, options.topic(TopicNames.PROVIDER_TIERS), "ProviderTier"));
  }

  /** Revisions of cases as CloudEvents, keyed by caseId. */
  public static Sink<CaseFile> cases(KafkaOptions options) {
    String topic = options.topic(TopicNames.CASES);
    return exactlyOnce(
        options,
        TopicNames.CASES,
        new CloudEventSerialization<>(
            topic,
            CaseFile::caseId,
            file ->
                CloudEvent.of(
                    topic,
                    "dev.odyssey.case." + lowerCase(file.status()),
                    file.caseId(),
                    file.revision(),
                    file.changedAt(),
                    "urn:odyssey:schema:case",
                    CaseFileJson.write(file))));
  }

  /** Revisions of alerts as CloudEvents, keyed by alertId. */
  public static Sink<Alert> alerts(KafkaOptions options) {
    String topic = options.topic(TopicNames.ALERTS);
    return exactlyOnce(
        options,
        TopicNames.ALERTS,
        new CloudEventSerialization<>(
            topic,
            Alert::alertId,
            alert ->
                CloudEvent.of(
                    topic,
                    "dev.odyssey.alert." + lowerCase(alert.status()),
                    alert.alertId(),
                    alert.revision(),
                    alert.detectedAt(),
                    "urn:odyssey:schema:alert",
                    AlertJson.write(alert))));
  }

  /** Revisions of messages as CloudEvents, keyed by recipient. */
  public static Sink<Outreach> outreach(KafkaOptions options) {
    String topic = options.topic(TopicNames.OUTREACH);
    return exactlyOnce(
        options,
        TopicNames.OUTREACH,
        new CloudEventSerialization<>(
            topic,
            outreach -> outreach.recipient().key(),
            outreach ->
                CloudEvent.of(
                    topic,
                    "dev.odyssey.outreach." + lowerCase(outreach.status()),
                    outreach.outreachId(),
                    outreach.revision(),
                    outreach.decidedAt(),
                    "urn:odyssey:schema:outreach",
                    OutreachJson.write(outreach))));
  }

  private static String lowerCase(Enum<?> symbol) {
    return symbol.name().toLowerCase(Locale.ROOT);
  }

  private static <T> Sink<T> keyed(
      KafkaOptions options,
      String name,
      SerializableFunction<T, String> key,
      SerializableFunction<T, byte[]> value,
      WrittenFormat format) {
    return exactlyOnce(
        options,
        name,
        new KeyedSerialization<>(
            options.topic(name), key, record -> format.of(value.apply(record))));
  }

  private static <T> Sink<T> exactlyOnce(
      KafkaOptions options, String sink, KafkaRecordSerializationSchema<T> serialization) {
    return new ExactlyOnceSink<>(options, sink, serialization);
  }

  /** What pooled transaction names need: the topics whose open transactions are looked through. */
  private abstract static class Serialization<T>
      implements KafkaRecordSerializationSchema<T>, KafkaDatasetFacetProvider {

    private static final long serialVersionUID = 1L;

    private final List<String> topics;

    Serialization(List<String> topics) {
      this.topics = topics;
    }

    @Override
    public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
      return Optional.of(
          new DefaultKafkaDatasetFacet(DefaultKafkaDatasetIdentifier.ofTopics(topics)));
    }
  }

  /** One topic, a key and a value each. */
  private static final class KeyedSerialization<T> extends Serialization<T> {

    private static final long serialVersionUID = 1L;

    private final String topic;
    private final SerializableFunction<T, String> key;
    private final SerializableFunction<T, byte[]> value;

    KeyedSerialization(
        String topic, SerializableFunction<T, String> key, SerializableFunction<T, byte[]> value) {
      super(List.of(topic));
      this.topic = topic;
      this.key = key;
      this.value = value;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        T record, KafkaSinkContext context, Long timestamp) {
      return new ProducerRecord<>(
          topic, key.apply(record).getBytes(StandardCharsets.UTF_8), value.apply(record));
    }
  }

  /** One topic, a fact or its withdrawal each. */
  static final class FactSerialization<F extends Fact> extends Serialization<F> {

    private static final long serialVersionUID = 1L;

    /** With its key, some room below what brokers take unless they are told otherwise. */
    static final int MAX_VALUE_BYTES = 1_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(FactSerialization.class);

    private final String topic;
    private final FactContract<F> contract;
    private transient Counter withheld;

    FactSerialization(String topic, FactContract<F> contract) {
      super(List.of(topic));
      this.topic = topic;
      this.contract = contract;
    }

    @Override
    public void open(
        SerializationSchema.InitializationContext context, KafkaSinkContext sinkContext) {
      withheld = context.getMetricGroup().counter(Metrics.FACTS_WITHHELD);
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        F fact, KafkaSinkContext context, Long timestamp) {
      byte[] value = contract.value(fact);
      if (value != null && value.length > MAX_VALUE_BYTES) {
        withheld.inc();
        LOG.warn(
            "The fact {} is withdrawn: its {} bytes are more than a record takes",
            fact.factId(),
            value.length);
        value = null;
      }
      return new ProducerRecord<>(topic, fact.factId().getBytes(StandardCharsets.UTF_8), value);
    }
  }

  /** One topic, a key and an event each. */
  private static final class CloudEventSerialization<T> extends Serialization<T> {

    private static final long serialVersionUID = 1L;

    private final String topic;
    private final SerializableFunction<T, String> key;
    private final SerializableFunction<T, CloudEvent> event;

    CloudEventSerialization(
        String topic,
        SerializableFunction<T, String> key,
        SerializableFunction<T, CloudEvent> event) {
      super(List.of(topic));
      this.topic = topic;
      this.key = key;
      this.event = event;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        T record, KafkaSinkContext context, Long timestamp) {
      CloudEvent cloudEvent = event.apply(record);
      ProducerRecord<byte[], byte[]> binary =
          new ProducerRecord<>(
              topic, key.apply(record).getBytes(StandardCharsets.UTF_8), cloudEvent.data());
      for (Header header : cloudEvent.headers()) {
        binary.headers().add(header.key(), header.value());
      }
      return binary;
    }
  }

  private static final class RejectedSerialization extends Serialization<Rejected> {

    private static final long serialVersionUID = 1L;

    private final String prefix;
    private final int maxBytes;

    RejectedSerialization(List<String> topics, String prefix, int maxBytes) {
      super(topics);
      this.prefix = prefix;
      this.maxBytes = maxBytes;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        Rejected rejected, KafkaSinkContext context, Long timestamp) {
      Rejected bounded = RecordBound.fit(rejected, maxBytes);
      ProducerRecord<byte[], byte[]> record =
          new ProducerRecord<>(prefix + bounded.topic(), bounded.key(), bounded.value());
      Headers headers = record.headers();
      for (Header header : bounded.headers()) {
        headers.add(header.key(), header.value());
      }
      return record;
    }
  }

  private KafkaOutlet() {}
}
