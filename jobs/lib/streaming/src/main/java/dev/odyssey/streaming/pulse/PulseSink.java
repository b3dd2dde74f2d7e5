package dev.odyssey.streaming.pulse;

import dev.odyssey.streaming.options.KafkaOptions;
import dev.odyssey.streaming.options.PulseOptions;
import dev.odyssey.streaming.registry.WrittenFormat;
import java.time.Clock;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes heartbeats through every partition of a topic, one round for each tick that it receives. A
 * topic that cannot be written is waited for; it never fails the job.
 */
final class PulseSink implements Sink<Long> {

  private static final long serialVersionUID = 1L;

  /** A tick waits no longer than this for a broker, since checkpoints wait behind it. */
  private static final int MAX_BLOCK_MILLIS = 500;

  /** How soon a partition that was added is noticed. */
  private static final int METADATA_AGE_MILLIS = 30_000;

  private static final int MAX_RECONNECT_MILLIS = 1_000;

  private final KafkaOptions kafka;
  private final PulseOptions pulse;
  private final String topic;
  private final Clock clock;
  private final WrittenFormat format;

  PulseSink(
      KafkaOptions kafka, PulseOptions pulse, String topic, WrittenFormat format, Clock clock) {
    this.kafka = kafka;
    this.pulse = pulse;
    this.topic = topic;
    this.clock = clock;
    this.format = format;
  }

  @Override
  public SinkWriter<Long> createWriter(WriterInitContext context) {
    return new PulseWriter(
        topic,
        new PulseClock(pulse.interval(), pulse.settle(), pulse.patience()),
        clock::millis,
        format::of,
        () ->
            new KafkaProducer<>(properties(), new ByteArraySerializer(), new ByteArraySerializer()),
        context.metricGroup());
  }

  /** A write that takes longer than the patience is given up rather than flushed later. */
  private Properties properties() {
    Properties properties = new Properties();
    properties.putAll(kafka.producer());
    int patience = (int) pulse.patience().toMillis();
    properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, patience);
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, patience);
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Math.min(patience, MAX_BLOCK_MILLIS));
    properties.put(ProducerConfig.METADATA_MAX_AGE_CONFIG, METADATA_AGE_MILLIS);
    properties.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, MAX_RECONNECT_MILLIS);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    // A heartbeat written twice says the same, and idempotence has errors that end a producer.
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
    return properties;
  }
}
