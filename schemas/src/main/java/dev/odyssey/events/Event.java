package dev.odyssey.events;

import java.util.Comparator;

/**
 * Something that happened to a subject (an order; a customer): a fact, never changed once recorded.
 *
 * <p>Instants are epoch milliseconds throughout the suite: event time is compared and added to on
 * every record, and Flink's timers and watermarks speak the same unit.
 */
public interface Event {

  /**
   * The order of events of one order, contact or issue: by time, then the rank of the type, then
   * when it was recorded, then its id as a string.
   */
  Comparator<Event> ORDER =
      (a, b) -> {
        int c = Long.compare(a.occurredAt(), b.occurredAt());
        if (c == 0) {
          c = Integer.compare(a.rank(), b.rank());
        }
        if (c == 0) {
          c = Long.compare(a.recordedAt(), b.recordedAt());
        }
        return c == 0 ? a.eventId().compareTo(b.eventId()) : c;
      };

  /** Unique; equal ids are the same event. */
  String eventId();

  /** The name of the event's type. */
  String typeName();

  /** The place of the event's type among those that share an instant, from 0. */
  int rank();

  /** When it happened, in epoch milliseconds: event time. */
  long occurredAt();

  /** When our side first stored it, in epoch milliseconds. */
  long recordedAt();

  /** On a retraction the id of the event that did not happen, otherwise null. */
  String retracts();

  /** What the event is about and keyed by: the order's id, or the customer's. */
  String subjectId();

  /** Whether this event takes another one back. */
  default boolean isRetraction() {
    return retracts() != null;
  }
}
