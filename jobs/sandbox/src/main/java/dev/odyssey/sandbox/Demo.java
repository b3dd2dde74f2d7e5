package dev.odyssey.sandbox;

import dev.odyssey.codec.DefectChangeAvro;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Shows defects as they are raised and cleared: each change on the topic as one line. */
final class Demo {

  private static final Duration POLL = Duration.ofMillis(200);

  private final PrintWriter out;
  private final boolean coloured;
  private long shown;

  Demo(PrintWriter out, boolean coloured) {
    this.out = out;
    this.coloured = coloured;
  }

  /** Shows what the reader finds as long as the condition holds; returns how much that was. */
  long follow(TopicReader defects, BooleanSupplier goOn) {
    while (goOn.getAsBoolean()) {
      defects.poll(POLL, this::show);
    }
    return shown;
  }

  private void show(ConsumerRecord<byte[], byte[]> record) {
    try {
      out.println(DefectLine.of(DefectChangeAvro.decode(record.value()), coloured));
      out.flush();
      shown++;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s, partition %d, offset %d is no defect"
              .formatted(record.topic(), record.partition(), record.offset()),
          e);
    }
  }
}
