package dev.odyssey.events;

/** Who ended a contact: SYSTEM, a line that dropped. */
public enum EndedBy implements Numbered {
  CUSTOMER(0),
  AGENT(1),
  SYSTEM(2);

  private final int number;

  EndedBy(int number) {
    this.number = number;
  }

  @Override
  public int number() {
    return number;
  }
}
