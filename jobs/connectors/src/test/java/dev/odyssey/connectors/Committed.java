package dev.odyssey.connectors;

import dev.odyssey.codec.DefectChangeAvro;
import dev.odyssey.defects.DefectChange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What readers of committed data see. */
public final class Committed {

  private static final Duration POLL = Duration.ofMillis(200);

  /** All that is on a topic now; of one partition in order. */
  public static List<ConsumerRecord<byte[], byte[]>> records(
      String bootstrapServers, String topic) {
    Map<String, Object> properties =
        Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
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

  /** The changes on a topic of defects; those of one defect in order. */
  public static List<DefectChange> changes(String bootstrapServers, String topic) {
    List<DefectChange> changes = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records(bootstrapServers, topic)) {
      try {
        changes.add(DefectChangeAvro.decode(record.value()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return changes;
  }

  private Committed() {}
}
