package dev.odyssey.events;

/** What can happen to an order, in rank order. */
public enum OrderEventType {
  PLACED,
  SCHEDULED,
  RESCHEDULED,
  ASSIGNED,
  CONFIRMED,
  DECLINED,
  EN_ROUTE,
  ARRIVED,
  STARTED,
  PAUSED,
  RESUMED,
  COMPLETED,
  CANCELLED,
  REOPENED,
  RATED,
  CLAIM_FILED,
  CLAIM_APPROVED,
  CLAIM_DENIED,
  RETRACTED;

  /** A promise gives the customer a window in which somebody comes. */
  public boolean isPromise() {
    return this == SCHEDULED || this == RESCHEDULED;
  }

  /** A boundary ends the visit before it and begins the next. */
  public boolean isBoundary() {
    return isPromise() || this == CANCELLED || this == COMPLETED || this == REOPENED;
  }
}
