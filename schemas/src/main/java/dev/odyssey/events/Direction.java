package dev.odyssey.events;

/** Who began a contact: INBOUND, the customer. */
public enum Direction implements Numbered {
  INBOUND(0),
  OUTBOUND(1);

  private final int number;

  Direction(int number) {
    this.number = number;
  }

  @Override
  public int number() {
    return number;
  }
}
