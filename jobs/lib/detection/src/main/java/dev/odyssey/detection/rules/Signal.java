package dev.odyssey.detection.rules;

import dev.odyssey.events.Event;

/**
 * What a pattern sees: something that happened, or a due time that has passed. That a due time is a
 * signal of its own is what lets a pattern say "not kept by the promised time" of an order's own
 * promise, where {@code within()} knows only one constant for all.
 *
 * @param history what happened to the subject
 * @param index the position of the event; of a due time, that of the event it was derived from
 * @param due the rule whose due time this is; null for an event
 * @param at when, in epoch milliseconds of event time
 */
public record Signal<H extends History<?>>(H history, int index, String due, long at) {

  /** The event at a position. */
  public static <H extends History<?>> Signal<H> event(H history, int index) {
    return new Signal<>(history, index, null, history.at(index));
  }

  /** The due time that a rule derived from an anchor. */
  public static <H extends History<?>> Signal<H> due(H history, int anchor, String rule, long at) {
    return new Signal<>(history, anchor, rule, at);
  }

  /** Whether this is something that happened. */
  public boolean isEvent() {
    return due == null;
  }

  /** The event; of a due time, the one it was derived from. */
  public Event event() {
    return history.event(index);
  }
}
