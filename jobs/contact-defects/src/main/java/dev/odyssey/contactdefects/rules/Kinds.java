package dev.odyssey.contactdefects.rules;

import dev.odyssey.events.ContactEventType;

/**
 * What an event of a customer is for the rules, a bit each: its type, and what it means among the
 * others. The terms are those of {@link CustomerHistory}.
 */
final class Kinds {

  /** INITIATED of an inbound contact that is not exempt. */
  static final long INBOUND = 1L << 32;

  /** INBOUND that opens an episode of its issue. */
  static final long OPENS_EPISODE = 1L << 33;

  /** INBOUND that comes soon after the contact before it, and is no reconnect. */
  static final long REPEATS = 1L << 34;

  /** TRANSFERRED at which the transfers of the contact reach the limit. */
  static final long ONE_TOO_MANY = 1L << 35;

  /** ENDED of a live contact that customer service or its system cut off. */
  static final long DROPPED = 1L << 36;

  /** ENDED of a contact in which the customer was not served. */
  static final long ABANDONED = 1L << 37;

  /** The customer's problem is solved. */
  static final long RESOLUTION = 1L << 38;

  /** Somebody reaches the customer. */
  static final long REACHES = 1L << 39;

  /** SURVEYED that says that the problem is not solved. */
  static final long UNSOLVED = 1L << 40;

  /** The kind of a type of event. */
  static long of(ContactEventType type) {
    return 1L << type.ordinal();
  }

  private Kinds() {}
}
