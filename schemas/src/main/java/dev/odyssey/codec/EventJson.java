package dev.odyssey.codec;

import dev.odyssey.events.Event;
import dev.odyssey.events.InvalidEventException;

/** One kind of event as a line of JSON. */
public interface EventJson<E extends Event> {

  /**
   * Reads a valid event.
   *
   * @throws InvalidEventException naming what is wrong with the line
   */
  E read(String line);

  /** Writes an event so that {@link #read} gives it back. */
  String write(E event);
}
