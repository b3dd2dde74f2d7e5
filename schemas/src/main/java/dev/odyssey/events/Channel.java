package dev.odyssey.events;

/** How customer and customer service speak to each other. */
public enum Channel {
  VOICE,
  CHAT,
  EMAIL,
  SMS,
  SELF_SERVICE
}
