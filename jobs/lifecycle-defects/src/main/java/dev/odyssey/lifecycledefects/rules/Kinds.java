package dev.odyssey.lifecycledefects.rules;

import dev.odyssey.events.OrderEventType;

/**
 * What an event of an order is for the rules, a bit each: its type, and what it means among the
 * others. The terms are those of {@link OrderHistory}.
 */
final class Kinds {

  static final long PROMISE = 1L << 32;
  static final long BACKDATED = 1L << 33;

  /** Cuts the order into visits. */
  static final long BOUNDARY = 1L << 34;

  /** EN_ROUTE, ARRIVED or STARTED, not early. */
  static final long ON_THE_WAY = 1L << 35;

  /** ARRIVED or STARTED, not early. */
  static final long CAME = 1L << 36;

  /** CUSTOMER_ABSENT that could be. */
  static final long ABSENT = 1L << 37;

  /** DECLINED of a standing promise after which nobody holds the order, the first such. */
  static final long LEFT_UNFILLED = 1L << 38;

  /** First ARRIVED of a live visit in which work has not started. */
  static final long FIRST_ARRIVAL = 1L << 39;

  /** First STARTED of a live visit. */
  static final long FIRST_START = 1L << 40;

  /** PAUSED that stops the running work clock of a live visit. */
  static final long STOPS_WORK = 1L << 41;

  /** RESCHEDULED promise by our side at which their number reaches the limit. */
  static final long ONE_TOO_MANY = 1L << 42;

  /** RESCHEDULED promise by our side that is late for the promise before it. */
  static final long LATE_MOVE = 1L << 43;

  /** CANCELLED by our side that is late for the promise that stands. */
  static final long LATE_CANCELLATION = 1L << 44;

  /** DECLINED that lets go, late for the promise that stands. */
  static final long LATE_REFUSAL = 1L << 45;

  /** COMPLETED in whose visit ARRIVED or STARTED is missing. */
  static final long UNSCANNED = 1L << 46;

  /** REOPENED soon after a COMPLETED. */
  static final long REDONE = 1L << 47;

  /** The kind of a type of event. */
  static long of(OrderEventType type) {
    return 1L << type.ordinal();
  }

  static long of(OrderEventType... types) {
    long kinds = 0;
    for (OrderEventType type : types) {
      kinds |= of(type);
    }
    return kinds;
  }

  private Kinds() {}
}
