package dev.odyssey.backtest;

import dev.odyssey.detection.documents.DocumentKey;
import dev.odyssey.streaming.TopicNames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The topic of rules on brokers. */
final class KafkaRulesTopic implements RulesTopic {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(200);

  private final Properties properties;
  private final String topic;

  /**
   * A topic on some brokers.
   *
   * @param prefix of the installation's topics
   * @param properties of the clients, as for the jobs
   */
  KafkaRulesTopic(String bootstrapServers, String prefix, Properties properties) {
    this.properties = new Properties();
    this.properties.putAll(properties);
    this.properties.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    this.topic = prefix + TopicNames.RULES;
  }

  @Override
  public void publish(DocumentKey key, String json) throws InterruptedException {
    Properties producing = new Properties();
    producing.putAll(properties);
    producing.setProperty(ProducerConfig.ACKS_CONFIG, "all");
    producing.setProperty(ProducerConfig.MAX_BLOCK_MS_CONFIG, Long.toString(PATIENCE.toMillis()));
    try (var producer =
        new KafkaProducer<>(producing, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, key.text(), json)).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(topic + " cannot be written: " + e.getCause(), e);
    }
  }

  @Override
  public Map<String, String> documents() {
    Properties consuming = new Properties();
    consuming.putAll(properties);
    consuming.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    consuming.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    consuming.setProperty(
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Long.toString(PATIENCE.toMillis()));
    try (var consumer =
        new KafkaConsumer<>(consuming, new StringDeserializer(), new StringDeserializer())) {
      List<PartitionInfo> infos = consumer.partitionsFor(topic);
      if (infos == null || infos.isEmpty()) {
        throw new IllegalStateException("there is no topic " + topic);
      }
      List<TopicPartition> partitions =
          infos.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      Map<String, String> documents = new TreeMap<>();
      long start = System.nanoTime();
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        if (System.nanoTime() - start > PATIENCE.toNanos()) {
          throw new IllegalStateException(topic + " cannot be read to its end in " + PATIENCE);
        }
        for (ConsumerRecord<String, String> document : consumer.poll(POLL)) {
          take(documents, document);
        }
      }
      return documents;
    }
  }

  private static void take(Map<String, String> documents, ConsumerRecord<String, String> document) {
    if (document.key() != null && document.value() == null) {
      documents.remove(document.key());
    } else if (document.key() != null) {
      documents.put(document.key(), document.value());
    }
  }

  @Override
  public String toString() {
    return topic + " on " + properties.getProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG);
  }
}
