package dev.odyssey.detection.job;

import dev.odyssey.codec.DefectChangeAvro;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.facts.Fact;
import dev.odyssey.streaming.FactContract;
import dev.odyssey.streaming.TestBroker;
import dev.odyssey.streaming.TopicNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** A real broker for the tests of one class; each test has topics of its own by a prefix. */
final class Platform implements AutoCloseable {

  private final TestBroker broker;
  private final KafkaProducer<byte[], byte[]> producer;

  private Platform(TestBroker broker) {
    this.broker = broker;
    this.producer = broker.producer(Duration.ZERO);
  }

  static Platform start() {
    return new Platform(new TestBroker());
  }

  TestBroker broker() {
    return broker;
  }

  /** Creates the project's topics, each with the prefix before its name. */
  void prepare(String prefix) throws Exception {
    broker.createTopics(prefix);
  }

  Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
    return producer.send(record);
  }

  /** The changes on the topic of defects; those of one defect in order. */
  List<DefectChange> changes(String prefix) {
    return changesOn(prefix + TopicNames.DEFECTS);
  }

  /** The changes on the topic of what is tried in the shadow. */
  List<DefectChange> shadow(String prefix) {
    return changesOn(prefix + TopicNames.SHADOW_DEFECTS);
  }

  private List<DefectChange> changesOn(String topic) {
    List<DefectChange> changes = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : broker.read(topic)) {
      try {
        changes.add(DefectChangeAvro.decode(record.value()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return changes;
  }

  /** The facts on their topic; those of one identity in order. */
  <F extends Fact> List<F> facts(FactContract<F> contract, String prefix) throws IOException {
    List<F> facts = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : broker.read(prefix + contract.topic())) {
      facts.add(contract.read(record.key(), record.value(), record.timestamp()));
    }
    return facts;
  }

  @Override
  public void close() {
    producer.close(Duration.ZERO);
    broker.close();
  }
}
