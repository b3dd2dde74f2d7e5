package dev.odyssey.detection.timeline;

import dev.odyssey.events.Event;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Every valid event of one subject, once each and in order: the facts that all else is derived
 * from. Retractions and the events that they take back are kept, since either may come first.
 *
 * <p>Mutable, because it is what an operator holds in keyed state; not thread-safe.
 */
public final class Timeline<E extends Event> {

  /** What became of an event that was offered. */
  public enum Outcome {
    ADDED,
    /** An event of that id is there already. */
    DUPLICATE,
    /** The subject has as many events as it may have. */
    FULL
  }

  private final ArrayList<E> events;

  public Timeline() {
    this(new ArrayList<>(8));
  }

  /** A timeline over events that are in order and once each, which it takes over. */
  public Timeline(ArrayList<E> ordered) {
    events = ordered;
  }

  /**
   * Adds an event in its place.
   *
   * @param bound how many events a subject may have
   */
  public Outcome add(E event, int bound) {
    // Ids must be compared one by one: an id may come again with another time.
    String id = event.eventId();
    for (int i = events.size() - 1; i >= 0; i--) {
      if (events.get(i).eventId().equals(id)) {
        return Outcome.DUPLICATE;
      }
    }
    if (events.size() >= bound) {
      return Outcome.FULL;
    }
    int at = events.size();
    while (at > 0 && Event.ORDER.compare(events.get(at - 1), event) > 0) {
      at--;
    }
    events.add(at, event);
    return Outcome.ADDED;
  }

  /** Every event that was added, in order. */
  public List<E> events() {
    return events;
  }

  public int size() {
    return events.size();
  }

  /** The instant of the latest event, in epoch milliseconds. */
  public long lastOccurredAt() {
    return events.get(events.size() - 1).occurredAt();
  }

  /** Whether the last event is later than all others. */
  public boolean endsLater() {
    int last = events.size() - 1;
    return last == 0 || events.get(last - 1).occurredAt() < events.get(last).occurredAt();
  }

  /** What happened: the events in order, without retractions and what they took back. */
  public List<E> history() {
    Set<String> retracted = null;
    for (E event : events) {
      if (event.isRetraction()) {
        if (retracted == null) {
          retracted = new HashSet<>();
        }
        retracted.add(event.retracts());
      }
    }
    if (retracted == null) {
      return events;
    }
    ArrayList<E> history = new ArrayList<>(events.size());
    for (E event : events) {
      if (!event.isRetraction() && !retracted.contains(event.eventId())) {
        history.add(event);
      }
    }
    return history;
  }
}
