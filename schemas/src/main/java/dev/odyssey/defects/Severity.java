package dev.odyssey.defects;

import dev.odyssey.events.Numbered;

/** How bad a defect is, mildest first. */
public enum Severity implements Numbered {
  INFO(0),
  WARNING(1),
  HIGH(2),
  CRITICAL(3);

  private final int number;

  Severity(int number) {
    this.number = number;
  }

  @Override
  public int number() {
    return number;
  }
}
