package dev.odyssey.connectors.kafka;

import dev.odyssey.codec.DefectChangeAvro;
import dev.odyssey.connectors.EventContract;
import dev.odyssey.connectors.FactContract;
import dev.odyssey.connectors.Header;
import dev.odyssey.connectors.Rejected;
import dev.odyssey.connectors.TopicNames;
import dev.odyssey.connectors.options.KafkaOptions;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.facts.Fact;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Defect changes, facts and rejected records to topics, each exactly once for readers of committed
 * data: they become visible when the checkpoint that they belong to is complete.
 *
 * <p>Records carry the time of writing. Their own times may lie anywhere, and brokers refuse
 * records, and with them the job, whose timestamp is far from their clock.
 */
public final class KafkaOutlet {

  /** Defect changes, keyed by defectId, so that one defect's revisions keep their order. */
  public static KafkaSink<DefectChange> defects(KafkaOptions options) {
    return exactlyOnce(
        options, "defects", new DefectSerialization(options.topic(TopicNames.DEFECTS)));
  }

  /** Facts, keyed by factId; a withdrawn one without a value. */
  public static <F extends Fact> KafkaSink<F> facts(
      KafkaOptions options, FactContract<F> contract) {
    return exactlyOnce(
        options,
        contract.topic(),
        new FactSerialization<>(contract, options.topic(contract.topic())));
  }

  /**
   * Everything that the job does not take in.
   *
   * @param contracts the kinds of event that the job reads
   */
  public static KafkaSink<Rejected> rejected(
      KafkaOptions options, List<EventContract<?>> contracts) {
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

  private static <T> KafkaSink<T> exactlyOnce(
      KafkaOptions options, String sink, KafkaRecordSerializationSchema<T> serialization) {
    return KafkaSink.<T>builder()
        .setKafkaProducerConfig(options.producerProperties())
        .setBootstrapServers(options.bootstrapServers())
        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
        // Names are used again, so a job that runs for years leaves no trail of them on the broker.
        .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
        .setTransactionalIdPrefix(options.transactionalIdPrefix() + "-" + sink)
        .setRecordSerializer(serialization)
        .build();
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

  private static final class DefectSerialization extends Serialization<DefectChange> {

    private static final long serialVersionUID = 1L;

    private final String topic;

    DefectSerialization(String topic) {
      super(List.of(topic));
      this.topic = topic;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        DefectChange change, KafkaSinkContext context, Long timestamp) {
      return new ProducerRecord<>(
          topic,
          change.defectId().getBytes(StandardCharsets.UTF_8),
          DefectChangeAvro.encode(change));
    }
  }

  private static final class FactSerialization<F extends Fact> extends Serialization<F> {

    private static final long serialVersionUID = 1L;

    private final FactContract<F> contract;
    private final String topic;

    FactSerialization(FactContract<F> contract, String topic) {
      super(List.of(topic));
      this.contract = contract;
      this.topic = topic;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        F fact, KafkaSinkContext context, Long timestamp) {
      return new ProducerRecord<>(topic, contract.key(fact), contract.value(fact));
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
