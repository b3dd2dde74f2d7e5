package dev.odyssey.streaming.options;

import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Instant;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/**
 * Where a job that is not restored from a savepoint begins to read its topics.
 *
 * @param position which way of finding it
 * @param instant of {@link Position#INSTANT} only, otherwise null
 */
public record StartFrom(Position position, Instant instant) implements Serializable {

  /** A way of finding the first record. */
  public enum Position {
    EARLIEST,
    LATEST,
    COMMITTED,
    INSTANT
  }

  /** {@code earliest}, {@code latest}, {@code committed}, or an instant in ISO-8601. */
  static StartFrom parse(String key, String text) {
    return switch (text) {
      case "earliest" -> new StartFrom(Position.EARLIEST, null);
      case "latest" -> new StartFrom(Position.LATEST, null);
      case "committed" -> new StartFrom(Position.COMMITTED, null);
      default -> {
        try {
          yield new StartFrom(Position.INSTANT, Instant.parse(text));
        } catch (DateTimeException e) {
          throw new InvalidOptionException(
              "--"
                  + key
                  + " "
                  + text
                  + ": is not one of earliest, latest, committed, and not an instant like"
                  + " 2025-03-01T17:00:00Z",
              e);
        }
      }
    };
  }

  /** In the words of the connector; without committed offsets, from the earliest record. */
  public OffsetsInitializer offsets() {
    return switch (position) {
      case EARLIEST -> OffsetsInitializer.earliest();
      case LATEST -> OffsetsInitializer.latest();
      case COMMITTED -> OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
      case INSTANT -> OffsetsInitializer.timestamp(instant.toEpochMilli());
    };
  }
}
