package dev.odyssey.detection.rules;

import dev.odyssey.events.Event;

/**
 * What a pattern of Flink CEP sees: an event, or a due time that has passed. That a due time is a
 * signal of its own lets a pattern say "not kept by the promised time" of an order's own promise,
 * where {@code within()} knows only one constant for all.
 *
 * @param index the position of the event; of a due time, that of its anchor
 * @param isDue whether this is a due time
 * @param at when, in epoch milliseconds of event time
 */
public record Signal<H extends History<?>>(H history, int index, boolean isDue, long at) {

  /** The event at a position. */
  public static <H extends History<?>> Signal<H> event(H history, int index) {
    return new Signal<>(history, index, false, history.at(index));
  }

  /** The due time of an anchor. */
  public static <H extends History<?>> Signal<H> due(H history, int anchor, long at) {
    return new Signal<>(history, anchor, true, at);
  }

  /** The event; of a due time, the one it was derived from. */
  public Event event() {
    return history.event(index);
  }
}
