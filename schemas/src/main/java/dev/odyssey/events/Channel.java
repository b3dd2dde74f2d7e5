package dev.odyssey.events;

/** How customer and customer service speak to each other. */
public enum Channel implements Numbered {
  VOICE(0),
  CHAT(1),
  EMAIL(2),
  SMS(3),
  SELF_SERVICE(4);

  private final int number;

  Channel(int number) {
    this.number = number;
  }

  @Override
  public int number() {
    return number;
  }
}
