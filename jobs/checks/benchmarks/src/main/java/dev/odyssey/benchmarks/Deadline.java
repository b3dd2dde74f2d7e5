package dev.odyssey.benchmarks;

import static dev.odyssey.events.OrderEventType.ARRIVED;
import static dev.odyssey.events.OrderEventType.CANCELLED;
import static dev.odyssey.events.OrderEventType.COMPLETED;
import static dev.odyssey.events.OrderEventType.CONFIRMED;
import static dev.odyssey.events.OrderEventType.EN_ROUTE;
import static dev.odyssey.events.OrderEventType.REOPENED;
import static dev.odyssey.events.OrderEventType.RESCHEDULED;
import static dev.odyssey.events.OrderEventType.SCHEDULED;
import static dev.odyssey.events.OrderEventType.STARTED;

import dev.odyssey.defects.DefectCode;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.OrderEventType;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * The four rules that every contestant knows, under the built-in policies, as somebody would write
 * them down who has no rule library: by when what must follow a promise.
 */
enum Deadline {
  UNCONFIRMED(DefectCode.UNCONFIRMED, CONFIRMED, EN_ROUTE) {
    @Override
    long due(OrderEvent promise) {
      long due = Math.max(promise.windowStart() - DAY, promise.occurredAt() + HOUR);
      return due < promise.windowStart() ? due : NONE;
    }
  },
  LATE_DEPARTURE(DefectCode.LATE_DEPARTURE, EN_ROUTE) {
    @Override
    long due(OrderEvent promise) {
      long due = promise.windowEnd() - DEPARTURE_LEAD;
      return due > promise.occurredAt() ? due : NONE;
    }
  },
  MISSED_WINDOW(DefectCode.MISSED_WINDOW) {
    @Override
    long due(OrderEvent promise) {
      return promise.windowEnd();
    }
  },
  NO_SHOW(DefectCode.NO_SHOW) {
    @Override
    long due(OrderEvent promise) {
      return promise.windowEnd() + NO_SHOW_AFTER;
    }
  };

  /** Nothing has to follow. */
  static final long NONE = Long.MAX_VALUE;

  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final long DEPARTURE_LEAD = Duration.ofMinutes(45).toMillis();
  private static final long NO_SHOW_AFTER = Duration.ofHours(2).toMillis();

  private final String code;
  private final Set<OrderEventType> settlers;

  Deadline(String code, OrderEventType... settlers) {
    this.code = code;
    this.settlers =
        EnumSet.of(ARRIVED, STARTED, SCHEDULED, RESCHEDULED, CANCELLED, COMPLETED, REOPENED);
    this.settlers.addAll(Set.of(settlers));
  }

  /** By when, in epoch milliseconds; {@link #NONE} where nothing has to follow. */
  abstract long due(OrderEvent promise);

  String code() {
    return code;
  }

  boolean isSettledBy(OrderEventType type) {
    return settlers.contains(type);
  }

  /** Whether the rule reads events of a type at all: promises settle too. */
  boolean reads(OrderEventType type) {
    return isSettledBy(type);
  }
}
