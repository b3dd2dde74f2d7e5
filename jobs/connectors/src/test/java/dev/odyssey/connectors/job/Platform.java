package dev.odyssey.connectors.job;

import static org.awaitility.Awaitility.await;

import dev.odyssey.codec.DefectChangeAvro;
import dev.odyssey.connectors.TopicNames;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.sandbox.EmbeddedKafka;
import dev.odyssey.sandbox.EmbeddedPostgres;
import dev.odyssey.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A real broker and a real database with the project's tables, for the tests of one class; each
 * test has topics of its own by a prefix.
 */
public final class Platform implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);

  private final EmbeddedKafka kafka;
  private final EmbeddedPostgres postgres;
  private final KafkaProducer<byte[], byte[]> producer;

  private Platform(EmbeddedKafka kafka, EmbeddedPostgres postgres) {
    this.kafka = kafka;
    this.postgres = postgres;
    this.producer = producer(Duration.ZERO);
  }

  public static Platform start() {
    EmbeddedKafka kafka = EmbeddedKafka.start();
    try {
      EmbeddedPostgres postgres = EmbeddedPostgres.start();
      postgres.applySchema();
      return new Platform(kafka, postgres);
    } catch (RuntimeException | Error e) {
      kafka.close();
      throw e;
    }
  }

  public EmbeddedKafka kafka() {
    return kafka;
  }

  public EmbeddedPostgres postgres() {
    return postgres;
  }

  /** Creates the project's topics, each with the prefix before its name, and empties the tables. */
  public void prepare(String prefix) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      List<NewTopic> topics =
          Topics.bundled().all().stream()
              .map(
                  topic ->
                      new NewTopic(prefix + topic.name(), topic.partitions(), (short) 1)
                          .configs(topic.config()))
              .toList();
      admin.createTopics(topics).all().get();
      List<String> names = topics.stream().map(NewTopic::name).toList();
      // The controller knows them at once, the broker a moment later.
      await()
          .ignoreExceptions()
          .until(() -> admin.describeTopics(names).allTopicNames().get().size() == names.size());
    }
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("TRUNCATE defect, defect_change");
    }
  }

  /** A producer that gathers records for a while before it sends them. */
  public KafkaProducer<byte[], byte[]> producer(Duration linger) {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "linger.ms",
            (int) linger.toMillis(),
            "reconnect.backoff.max.ms",
            500),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  /** Sends a record, soon. */
  public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
    return producer.send(record);
  }

  /** What readers of committed data see of a topic now; of one partition in order. */
  public List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
    Map<String, Object> properties =
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed");
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(POLL).forEach(records::add);
      }
    }
    return records;
  }

  /** The changes on the topic of defects; those of one defect in order. */
  public List<DefectChange> changes(String prefix) {
    List<DefectChange> changes = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : committed(prefix + TopicNames.DEFECTS)) {
      try {
        changes.add(DefectChangeAvro.decode(record.value()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return changes;
  }

  /** The rows of a query, each its columns as text with bars between. */
  public List<String> rows(String sql) throws SQLException {
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          row.add(result.getString(i));
        }
        rows.add(String.join("|", row));
      }
      return rows;
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ZERO);
    try {
      postgres.close();
    } finally {
      kafka.close();
    }
  }
}
