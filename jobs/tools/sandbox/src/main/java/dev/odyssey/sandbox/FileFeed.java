package dev.odyssey.sandbox;

import dev.odyssey.codec.EventJson;
import dev.odyssey.events.Event;
import dev.odyssey.events.InvalidEventException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes events from files to topics, in the order of the file; lines that are no events as they
 * are.
 */
final class FileFeed {

  private final String bootstrapServers;

  FileFeed(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * Writes a file of JSON lines, plain or .gz; returns how many records that were.
   *
   * @throws IllegalStateException if the broker did not take a record
   */
  <E extends Event> long write(String topic, Path file, EventJson<E> json, Function<E, byte[]> avro)
      throws IOException {
    AtomicReference<Exception> failure = new AtomicReference<>();
    long records = 0;
    try (BufferedReader lines = open(file);
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                Map.of(
                    ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                    bootstrapServers,
                    ProducerConfig.ACKS_CONFIG,
                    "all",
                    ProducerConfig.LINGER_MS_CONFIG,
                    20),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank()) {
          producer.send(
              record(topic, line, json, avro), (metadata, e) -> failure.compareAndSet(null, e));
          records++;
        }
      }
    }
    if (failure.get() != null) {
      throw new IllegalStateException(
          "%s was not written whole to %s: %s".formatted(file, topic, failure.get().getMessage()),
          failure.get());
    }
    return records;
  }

  private static <E extends Event> ProducerRecord<byte[], byte[]> record(
      String topic, String line, EventJson<E> json, Function<E, byte[]> avro) {
    try {
      E event = json.read(line);
      return new ProducerRecord<>(topic, bytes(event.subjectId()), avro.apply(event));
    } catch (InvalidEventException e) {
      return new ProducerRecord<>(topic, bytes(line));
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static BufferedReader open(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    return new BufferedReader(
        new InputStreamReader(
            file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in,
            StandardCharsets.UTF_8));
  }
}
