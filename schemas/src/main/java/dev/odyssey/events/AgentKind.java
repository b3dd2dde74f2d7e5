package dev.odyssey.events;

/** Who serves a contact. */
public enum AgentKind implements Numbered {
  HUMAN(0),
  BOT(1);

  private final int number;

  AgentKind(int number) {
    this.number = number;
  }

  @Override
  public int number() {
    return number;
  }
}
