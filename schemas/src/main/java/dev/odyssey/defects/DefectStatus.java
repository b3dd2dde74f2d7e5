package dev.odyssey.defects;

import dev.odyssey.events.Numbered;

/** What a change says of its defect. */
public enum DefectStatus implements Numbered {
  RAISED(0),
  CLEARED(1),
  RETRACTED(2);

  private final int number;

  DefectStatus(int number) {
    this.number = number;
  }

  @Override
  public int number() {
    return number;
  }
}
