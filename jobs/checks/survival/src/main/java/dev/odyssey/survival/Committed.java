package dev.odyssey.survival;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A reader of committed data that begins at the beginning and remembers what it was given. Not
 * thread-safe.
 */
final class Committed implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);

  /**
   * Where a record stands.
   *
   * @param hash of its value, 0 where there is none
   */
  private record Place(TopicPartition partition, long offset, int hash) {}

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions = new ArrayList<>();
  private final Map<String, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();
  private final Set<Place> places = new HashSet<>();

  /** A reader of all partitions of topics. */
  Committed(String bootstrapServers, Collection<String> topics) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    for (String topic : topics) {
      records.put(topic, new ArrayList<>());
      consumer
          .partitionsFor(topic)
          .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    }
    consumer.assign(partitions);
    consumer.beginningOffsets(partitions).forEach(consumer::seek);
  }

  /** Takes what has come, and waits for it as long as the patience; nothing without a broker. */
  void poll(Duration patience) {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(patience)) {
      records.get(record.topic()).add(record);
      places.add(
          new Place(
              new TopicPartition(record.topic(), record.partition()),
              record.offset(),
              record.value() == null ? 0 : Arrays.hashCode(record.value())));
    }
  }

  /** Takes all that is there as of now. */
  void toEnd() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
      poll(POLL);
    }
  }

  /** What was read of a topic; of one key in order. */
  List<ConsumerRecord<byte[], byte[]>> of(String topic) {
    return records.get(topic);
  }

  boolean isEmpty() {
    return places.isEmpty();
  }

  /** How many records that the other was given are not where they were. */
  long missing(Committed other) {
    return other.places.stream().filter(place -> !places.contains(place)).count();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
