package dev.odyssey.defects;

import dev.odyssey.events.Numbered;

/** Who answers for a defect. */
public enum ChargedTo implements Numbered {
  PROVIDER(0),
  PLATFORM(1),
  CUSTOMER_SERVICE(2),
  DATA(3),
  CUSTOMER(4);

  private final int number;

  ChargedTo(int number) {
    this.number = number;
  }

  @Override
  public int number() {
    return number;
  }
}
