package dev.odyssey.detection.operator;

import dev.odyssey.detection.rules.History;
import dev.odyssey.events.Event;

/**
 * What subjects are judged by at one time.
 *
 * @param live whose findings are reported
 * @param shadow what is tried beside it; null for nothing
 */
public record Judges<E extends Event, H extends History<E>>(
    Detector<E, H> live, Shadow<E, H> shadow) implements AutoCloseable {

  /** Without a shadow. */
  public static <E extends Event, H extends History<E>> Judges<E, H> of(Detector<E, H> live) {
    return new Judges<>(live, null);
  }

  @Override
  public void close() {
    live.close();
    if (shadow != null) {
      shadow.detector().close();
    }
  }
}
