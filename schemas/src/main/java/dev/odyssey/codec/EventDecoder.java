package dev.odyssey.codec;

import dev.odyssey.events.Event;
import org.apache.avro.Schema;

/**
 * How the bytes of a record on a topic become an event: in Avro's single-object encoding, or behind
 * a header that somebody else has read, such as that of a schema registry.
 */
public interface EventDecoder<E extends Event> {

  /**
   * Decodes one record.
   *
   * @throws dev.odyssey.events.InvalidEventException if the bytes are no valid event and no pulse
   */
  Decoded<E> decode(byte[] bytes);

  /**
   * Decodes one record behind its header.
   *
   * @param writer the schema that it was written in; any that Avro can resolve to today's
   * @param from where the record begins; it takes the bytes to their end
   * @throws dev.odyssey.events.InvalidEventException if the bytes are no valid event and no pulse
   */
  Decoded<E> decode(Schema writer, byte[] bytes, int from);

  /** What a record of an input topic holds. */
  sealed interface Decoded<E> {
    /** An event of the subject matter. */
    record Fact<E>(E event) implements Decoded<E> {}

    /** A heartbeat: whatever happened by then, and reached this partition, is before it. */
    record Pulse<E>(long pulsedAt) implements Decoded<E> {}
  }
}
