package dev.odyssey.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what is committed on one topic, all its partitions, without a group. */
public final class TopicReader implements AutoCloseable {

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;

  /**
   * A reader that stands where it shall begin.
   *
   * @param fromBeginning whether it begins with the oldest record there is, else after the newest
   * @throws IllegalArgumentException if there is no such topic
   */
  public TopicReader(String bootstrapServers, String topic, boolean fromBeginning) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "20000"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<String> known = consumer.listTopics().keySet().stream().sorted().toList();
    if (!known.contains(topic)) {
      consumer.close();
      throw new IllegalArgumentException("there is no topic " + topic + ", there are " + known);
    }
    partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    if (fromBeginning) {
      consumer.seekToBeginning(partitions);
    } else {
      consumer.seekToEnd(partitions);
    }
    // Seeking is lazy: without this, "after the newest" would be decided by the first poll.
    partitions.forEach(consumer::position);
  }

  /** Hands over what has come; waits for it as long as the patience. */
  public void poll(Duration patience, Consumer<ConsumerRecord<byte[], byte[]>> each) {
    consumer.poll(patience).forEach(each);
  }

  /** Hands over all that is on the topic as of now. */
  public void toEnd(Consumer<ConsumerRecord<byte[], byte[]>> each) {
    Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
    while (end.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      poll(Duration.ofMillis(200), each);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
