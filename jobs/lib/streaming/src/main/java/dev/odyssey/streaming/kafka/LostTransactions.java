package dev.odyssey.streaming.kafka;

import dev.odyssey.streaming.kafka.KeptTransaction.Place;
import dev.odyssey.streaming.options.KafkaOptions;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Makes good transactions that the broker no longer commits: their time was over before the job was
 * back, or their id has long been used for another.
 *
 * <ol>
 *   <li>The id is taken over. That ends whatever is open under it, which nobody would commit any
 *       more and readers of committed data would wait for until its time is over.
 *   <li>It is found out whether the transaction was committed after all, by a look at where one of
 *       its records stands: a transaction is committed as a whole or not at all.
 *   <li>If it was not, its records are written again, in one transaction under the same id.
 * </ol>
 *
 * <p>Whenever this is interrupted it can be done again; at worst records are then there twice,
 * which readers tell by id and revision.
 */
final class LostTransactions {

  /** What became of a transaction. */
  enum Outcome {
    /** It had been committed. */
    COMMITTED,
    /** It had not been, and its records are on the topics now. */
    WRITTEN_AGAIN,
    /** It had not been, and its records were not kept. */
    LOST
  }

  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaOptions options;
  private final Duration patience;

  /**
   * For transactions of one job.
   *
   * @param patience how long others' open transactions may hide whether one was committed; after
   *     that it counts as not committed
   */
  LostTransactions(KafkaOptions options, Duration patience) {
    this.options = options;
    this.patience = patience;
  }

  /**
   * Sees to it that the records of a transaction are on the topics, if they were kept.
   *
   * @throws org.apache.kafka.common.KafkaException if the brokers do not answer, or refuse; it can
   *     be tried again
   */
  Outcome makeGood(KeptTransaction kept) {
    KafkaProducer<byte[], byte[]> producer = producer(kept.transaction().getTransactionalId());
    try {
      producer.initTransactions();
      if (isCommitted(kept.last())) {
        return Outcome.COMMITTED;
      }
      if (kept.records() == null) {
        return Outcome.LOST;
      }
      producer.beginTransaction();
      // A record that cannot be sent fails the commit.
      kept.records().forEach(producer::send);
      producer.commitTransaction();
      return Outcome.WRITTEN_AGAIN;
    } finally {
      // Nothing is left to be sent, or it is not to be.
      producer.close(Duration.ZERO);
    }
  }

  private boolean isCommitted(Place place) {
    if (place == null) {
      return false;
    }
    TopicPartition partition = new TopicPartition(place.topic(), place.partition());
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      consumer.assign(List.of(partition));
      consumer.seek(partition, place.offset());
      long start = System.nanoTime();
      while (consumer.position(partition) <= place.offset()
          && System.nanoTime() - start < patience.toNanos()) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (record.offset() == place.offset()) {
            return true;
          }
        }
      }
      return false;
    } catch (OffsetOutOfRangeException | AuthorizationException e) {
      // Deleted since, or the topic is another one, or not ours to read: nobody can tell.
      return false;
    }
  }

  private KafkaProducer<byte[], byte[]> producer(String transactionalId) {
    Properties properties = options.producerProperties();
    properties.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, options.bootstrapServers());
    properties.setProperty(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    Properties properties = options.consumerProperties();
    properties.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, options.bootstrapServers());
    properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
