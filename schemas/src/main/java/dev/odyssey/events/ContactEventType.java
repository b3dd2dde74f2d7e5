package dev.odyssey.events;

/** What can happen in a contact, in rank order. */
public enum ContactEventType implements Numbered {
  INITIATED(0),
  QUEUED(1),
  CONNECTED(2),
  TRANSFERRED(3),
  ENDED(4),
  SURVEYED(5),
  AUDITED(6),
  RETRACTED(7);

  private final int number;

  ContactEventType(int number) {
    this.number = number;
  }

  @Override
  public int number() {
    return number;
  }

  /** Which of two events on the same instant comes first: the one of the lower rank. */
  public int rank() {
    return ordinal();
  }
}
