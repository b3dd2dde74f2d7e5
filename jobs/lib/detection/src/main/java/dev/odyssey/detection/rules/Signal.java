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
<<<<<<< HEAD
public record Signal<H extends History<?>>(H history, int index, boolean isDue, long at) {
=======
public record Signal<H extends History<?>>(H history, int index, String due, long at) {
>>>>>>> 09ff882405eaac0c97a8bc8aa5a74950f5b8f170

  /** The event at a position. */
  public static <H extends History<?>> Signal<H> event(H history, int index) {
    return new Signal<>(history, index, false, history.at(index));
  }

<<<<<<< HEAD
  /** The due time of an anchor. */
  public static <H extends History<?>> Signal<H> due(H history, int anchor, long at) {
    return new Signal<>(history, anchor, true, at);
=======
  /** The due time that a rule derived from an anchor. */
  public static <H extends History<?>> Signal<H> due(
      H history, int anchor, String rule, long at) {
    return new Signal<>(history, anchor, rule, at);
  }

  /** Whether this is something that happened. */
  public boolean isEvent() {
    return due == null;
>>>>>>> 09ff882405eaac0c97a8bc8aa5a74950f5b8f170
  }

  /** The event; of a due time, the one it was derived from. */
  public Event event() {
    return history.event(index);
  }
}
