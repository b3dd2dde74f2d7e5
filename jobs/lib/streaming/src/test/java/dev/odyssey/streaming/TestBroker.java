package dev.odyssey.streaming;

import static org.awaitility.Awaitility.await;

import dev.odyssey.sandbox.EmbeddedKafka;
import dev.odyssey.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A real broker in this JVM, and what tests ask of one. */
public final class TestBroker implements AutoCloseable {

  private static final int LARGEST_REQUEST = 8 << 20;

  private final EmbeddedKafka kafka = EmbeddedKafka.start();
  private final Map<String, Committed> readers = new HashMap<>();

  public String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  /** An outage begins: what is on the topics stays there. */
  public void stop() {
    kafka.stop();
  }

  /** The outage ends: the same port, the same data. */
  public void start() {
    kafka.restart();
  }

  @Override
  public synchronized void close() {
    readers.values().forEach(Committed::close);
    kafka.close();
  }

  public void createTopics(int partitions, String... names) throws Exception {
    create(Stream.of(names).map(name -> new NewTopic(name, partitions, (short) 1)).toList());
  }

  /** Creates the project's topics as they are listed, each with the prefix before its name. */
  public void createTopics(String prefix) throws Exception {
    create(
        Topics.bundled().all().stream()
            .map(
                topic ->
                    new NewTopic(prefix + topic.name(), topic.partitions(), (short) 1)
                        .configs(topic.config()))
            .toList());
  }

  private void create(List<NewTopic> topics) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      admin.createTopics(topics).all().get();
      List<String> names = topics.stream().map(NewTopic::name).toList();
      // The controller knows them at once, the broker a moment later.
      await()
          .ignoreExceptions()
          .until(() -> admin.describeTopics(names).allTopicNames().get().size() == names.size());
    }
  }

  /** A producer that gathers records for a while before it sends them. */
  public KafkaProducer<byte[], byte[]> producer(Duration linger) {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            bootstrapServers(),
            "linger.ms",
            (int) linger.toMillis(),
            "max.request.size",
            LARGEST_REQUEST,
            // Of a partition that has just been made the first batch may be refused and the second
            // taken; then the first never finds its place again.
            "max.in.flight.requests.per.connection",
            1,
            "reconnect.backoff.max.ms",
            500),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  /** Sends records one after the other; returns when all are on their topics. */
  public void send(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
    try (var producer = producer(Duration.ZERO)) {
      for (ProducerRecord<byte[], byte[]> record : records) {
        producer.send(record).get();
      }
    }
  }

  /** What readers of committed data see of a topic now; of one partition in order. */
  public synchronized List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    return readers
        .computeIfAbsent(topic, name -> new Committed(bootstrapServers(), name))
        .records();
  }
}
