package dev.odyssey.sandbox;

import dev.odyssey.codec.DefectChangeAvro;
import dev.odyssey.defects.DefectChange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Shows defects as they are raised and cleared: each change on the topic as one line. */
final class DefectTail {

  private static final Duration POLL = Duration.ofMillis(200);

  private final Consumer<String> say;
  private final boolean coloured;
  private long shown;

  DefectTail(Consumer<String> say, boolean coloured) {
    this.say = say;
    this.coloured = coloured;
  }

  /**
   * Shows what the reader finds as long as the condition holds; returns how much that was.
   *
   * @param since defects that were raised and settled before this instant are history, not shown
   */
  long follow(TopicReader defects, long since, BooleanSupplier goOn) {
    while (goOn.getAsBoolean()) {
      poll(defects, since, change -> {});
    }
    return shown;
  }

  /**
   * Shows what has come by now.
   *
   * @param each is handed what has come, history too
   */
  void poll(TopicReader defects, long since, Consumer<DefectChange> each) {
    defects.poll(
        POLL,
        record -> {
          DefectChange change = decode(record);
          each.accept(change);
          show(change, since);
        });
  }

  /** How many changes were shown. */
  long shown() {
    return shown;
  }

  private void show(DefectChange change, long since) {
    Long cleared = change.finding().clearedAt();
    if (change.finding().raisedAt() >= since || (cleared != null && cleared >= since)) {
      say.accept(DefectLine.of(change, coloured));
      shown++;
    }
  }

  private static DefectChange decode(ConsumerRecord<byte[], byte[]> record) {
    try {
      return DefectChangeAvro.decode(record.value());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s, partition %d, offset %d is no defect"
              .formatted(record.topic(), record.partition(), record.offset()),
          e);
    }
  }
}
