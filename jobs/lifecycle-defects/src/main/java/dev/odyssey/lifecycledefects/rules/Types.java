package dev.odyssey.lifecycledefects.rules;

import static dev.odyssey.events.OrderEventType.CANCELLED;
import static dev.odyssey.events.OrderEventType.COMPLETED;
import static dev.odyssey.events.OrderEventType.REOPENED;
import static dev.odyssey.events.OrderEventType.RESCHEDULED;
import static dev.odyssey.events.OrderEventType.SCHEDULED;

import dev.odyssey.events.OrderEventType;
import java.io.Serializable;

/** A set of types of order event; a bit each, because it is asked for every event of every rule. */
record Types(int bits) implements Serializable {

  static final Types PROMISES = of(SCHEDULED, RESCHEDULED);

  static Types of(OrderEventType... types) {
    int bits = 0;
    for (OrderEventType type : types) {
      bits |= 1 << type.ordinal();
    }
    return new Types(bits);
  }

  /** The types and every boundary of visits. */
  static Types orBoundary(OrderEventType... types) {
    Types boundaries = of(SCHEDULED, RESCHEDULED, CANCELLED, COMPLETED, REOPENED);
    return new Types(of(types).bits | boundaries.bits);
  }

  boolean have(OrderEventType type) {
    return (bits & (1 << type.ordinal())) != 0;
  }

  boolean meet(Types others) {
    return (bits & others.bits) != 0;
  }
}
