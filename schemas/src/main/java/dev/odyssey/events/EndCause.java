package dev.odyssey.events;

/** Why a contact ended that nobody meant to end. */
public enum EndCause implements Numbered {
  /** The line was lost. */
  LOST(0),
  /** Nobody answered any more. */
  TIMEOUT(1),
  /** Customer service was closed. */
  CLOSED(2);

  private final int number;

  EndCause(int number) {
    this.number = number;
  }

  @Override
  public int number() {
    return number;
  }
}
