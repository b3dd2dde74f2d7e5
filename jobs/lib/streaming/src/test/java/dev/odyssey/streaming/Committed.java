package dev.odyssey.streaming;

import dev.odyssey.sandbox.TopicReader;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What readers of committed data see of a topic. It is asked again and again while something is
 * awaited, so it goes on where it was.
 */
final class Committed implements AutoCloseable {

  private final TopicReader reader;
  private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

  Committed(String bootstrapServers, String topic) {
    reader = new TopicReader(bootstrapServers, topic, true);
  }

  /** All that is there now; of one partition in order. */
  List<ConsumerRecord<byte[], byte[]>> records() {
    reader.toEnd(records::add);
    return List.copyOf(records);
  }

  @Override
  public void close() {
    reader.close();
  }
}
