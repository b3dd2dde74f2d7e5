package dev.odyssey.streaming.kafka;

import dev.odyssey.streaming.HoldTimeUntilRead;
import dev.odyssey.streaming.options.KafkaOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Where the records of a topic end. The end offset alone does not say: before it may be markers of
 * transactions, aborted records, and gaps that compaction left, none of which a reader is given. So
 * the last records are looked at, from ever further back until there is one.
 */
final class KafkaEnds implements HoldTimeUntilRead.Ends {

  private static final long serialVersionUID = 1L;
  private static final Duration POLL = Duration.ofMillis(200);

  private final String topic;
  private final String bootstrapServers;
  private final Properties consumerProperties;
  private final Duration patience;
  private transient KafkaConsumer<byte[], byte[]> consumer;
  private transient Map<TopicPartition, End> known;

  /** Where a partition ended, and its last record before that. */
  private record End(long end, long last) {}

  /**
   * The end of a topic.
   *
   * @param name before the prefix of the installation
   * @param patience how long the brokers may take to answer
   */
  KafkaEnds(KafkaOptions options, String name, Duration patience) {
    topic = options.topic(name);
    bootstrapServers = options.bootstrapServers();
    consumerProperties = options.consumerProperties();
    consumerProperties.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    consumerProperties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    consumerProperties.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    consumerProperties.setProperty(
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Long.toString(patience.toMillis()));
    this.patience = patience;
  }

  @Override
  public Map<Integer, Long> lastOffsets() {
    try {
      if (consumer == null) {
        Deserializer<byte[]> bytes = new ByteArrayDeserializer();
        consumer = new KafkaConsumer<>(consumerProperties, bytes, bytes);
        known = new HashMap<>();
      }
      List<PartitionInfo> infos = consumer.partitionsFor(topic);
      if (infos == null || infos.isEmpty()) {
        throw cannotBeRead("there is no such topic", null);
      }
      List<TopicPartition> partitions =
          infos.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
      Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      Map<Integer, Long> last = new HashMap<>();
      for (TopicPartition partition : partitions) {
        long offset = last(partition, begins.get(partition), ends.get(partition));
        if (offset >= 0) {
          last.put(partition.partition(), offset);
        }
      }
      return last;
    } catch (KafkaException e) {
      close();
      throw cannotBeRead(e.toString(), e);
    }
  }

  @Override
  public void close() {
    if (consumer != null) {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
      consumer = null;
    }
  }

  /** The same as before where the end is, since what was behind it then is still there. */
  private long last(TopicPartition partition, long begin, long end) {
    End before = known.get(partition);
    if (before == null || before.end() != end) {
      before = new End(end, last(consumer, partition, begin, end));
      known.put(partition, before);
    }
    return before.last();
  }

  /** The offset of the last record before the end; -1 where there is none. */
  private long last(
      KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long begin, long end) {
    consumer.assign(List.of(partition));
    long before = end;
    for (long step = 1; before > begin; step *= 2) {
      long from = Math.max(begin, before - step);
      long found = lastBetween(consumer, partition, from, before);
      if (found >= 0) {
        return found;
      }
      before = from;
    }
    return -1;
  }

  private long lastBetween(
      KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long from, long to) {
    consumer.seek(partition, from);
    long found = -1;
    long start = System.nanoTime();
    while (consumer.position(partition) < to) {
      if (System.nanoTime() - start > patience.toNanos()) {
        throw cannotBeRead(
            "nothing came of offset %d of partition %d in %s"
                .formatted(consumer.position(partition), partition.partition(), patience),
            null);
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.offset() < to) {
          found = Math.max(found, record.offset());
        }
      }
    }
    return found;
  }

  private IllegalStateException cannotBeRead(String why, Throwable cause) {
    return new IllegalStateException(
        "topic " + topic + " cannot be read to its end from " + bootstrapServers + ": " + why,
        cause);
  }
}
