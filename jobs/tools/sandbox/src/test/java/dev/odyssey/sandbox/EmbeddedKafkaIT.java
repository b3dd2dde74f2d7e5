package dev.odyssey.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.odyssey.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.ConfigResource.Type;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EmbeddedKafkaIT {

  private static EmbeddedKafka kafka;

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.start();
    kafka.createTopics(Topics.bundled());
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  void topicsAreAsTheListSays() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      var topic =
          admin.describeTopics(List.of("defects")).allTopicNames().get(30, TimeUnit.SECONDS);
      assertThat(topic.get("defects").partitions()).hasSize(4);

      ConfigResource events = new ConfigResource(Type.TOPIC, "order-events");
      var config =
          admin.describeConfigs(List.of(events)).all().get(30, TimeUnit.SECONDS).get(events);
      assertThat(config.get("retention.ms").value())
          .isEqualTo(Long.toString(Duration.ofDays(120).toMillis()));
      assertThat(config.get("message.timestamp.type").value()).isEqualTo("LogAppendTime");
    }
  }

  @Test
  void creatingTopicsTwiceIsHarmless() {
    kafka.createTopics(Topics.bundled());
  }

  @Test
  void transactionsSurviveARestartOnTheSamePort() throws Exception {
    String before = kafka.bootstrapServers();
    sendInTransaction("dead-letters", "before");

    kafka.stop();
    assertThat(kafka.isRunning()).isFalse();
    kafka.restart();

    assertThat(kafka.bootstrapServers()).isEqualTo(before);
    sendInTransaction("dead-letters", "after");
    assertThat(readCommitted("dead-letters", 2)).containsExactlyInAnyOrder("before", "after");
  }

  @Test
  void aRunningBrokerIsNotStartedAgain() {
    assertThatIllegalStateException()
        .isThrownBy(kafka::restart)
        .withMessageContaining(kafka.bootstrapServers());
  }

  private static void sendInTransaction(String topic, String value) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", kafka.bootstrapServers(),
                "transactional.id", "test",
                "transaction.timeout.ms", "600000"),
            new StringSerializer(),
            new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(topic, value)).get(30, TimeUnit.SECONDS);
      producer.commitTransaction();
    }
  }

  private static List<String> readCommitted(String topic, int count) {
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", kafka.bootstrapServers(),
                "group.id", "test",
                "auto.offset.reset", "earliest",
                "isolation.level", "read_committed"),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.subscribe(List.of(topic));
      while (values.size() < count) {
        consumer.poll(Duration.ofSeconds(1)).forEach(record -> values.add(record.value()));
      }
    }
    return values;
  }
}
