package dev.odyssey.events;

/** What can happen to an order, in rank order. */
public enum OrderEventType implements Numbered {
  PLACED(0, 0),
  SCHEDULED(1, 1),
  RESCHEDULED(2, 2),
  DECLINED(5, 3),
  ASSIGNED(3, 4),
  CONFIRMED(4, 5),
  EN_ROUTE(6, 6),
  ARRIVED(7, 7),
  STARTED(8, 8),
  PAUSED(9, 8),
  RESUMED(10, 8),
  /** The provider came, and nobody was there. */
  CUSTOMER_ABSENT(19, 9),
  COMPLETED(11, 10),
  CANCELLED(12, 11),
  REOPENED(13, 12),
  RATED(14, 13),
  CLAIM_FILED(15, 14),
  CLAIM_APPROVED(16, 15),
  CLAIM_DENIED(17, 16),
  RETRACTED(18, 17);

  private final int number;
  private final int rank;

  OrderEventType(int number, int rank) {
    this.number = number;
    this.rank = rank;
  }

  @Override
  public int number() {
    return number;
  }

  /** Which of two events on the same instant comes first: the one of the lower rank. */
  public int rank() {
    return rank;
  }

  /** A promise gives the customer a window in which somebody comes. */
  public boolean isPromise() {
    return this == SCHEDULED || this == RESCHEDULED;
  }

  /** A boundary ends the visit before it and begins the next. */
  public boolean isBoundary() {
    return isPromise()
        || this == CANCELLED
        || this == COMPLETED
        || this == CUSTOMER_ABSENT
        || this == REOPENED;
  }
}
