package dev.odyssey.events;

/** Who caused a reschedule or a cancellation. */
public enum Initiator implements Numbered {
  CUSTOMER(0),
  PROVIDER(1),
  PLATFORM(2);

  private final int number;

  Initiator(int number) {
    this.number = number;
  }

  @Override
  public int number() {
    return number;
  }
}
