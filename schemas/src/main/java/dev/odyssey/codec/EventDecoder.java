package dev.odyssey.codec;

import dev.odyssey.events.Event;

/**
 * How the bytes of a record on a topic become an event. One interface, so that a schema registry
 * can stand beside Avro's single-object encoding.
 */
public interface EventDecoder<E extends Event> {

  /**
   * Decodes one record.
   *
   * @throws dev.odyssey.events.InvalidEventException if the bytes are no valid event and no pulse
   */
  Decoded<E> decode(byte[] bytes);

  /** What a record of an input topic holds. */
  sealed interface Decoded<E> {
    /** An event of the subject matter. */
    record Fact<E>(E event) implements Decoded<E> {}

    /** A heartbeat: whatever happened by then, and reached this partition, is before it. */
    record Pulse<E>(long pulsedAt) implements Decoded<E> {}
  }
}
