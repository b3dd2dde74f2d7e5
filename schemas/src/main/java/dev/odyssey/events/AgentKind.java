package dev.odyssey.events;

/** Who serves a contact. */
public enum AgentKind {
  HUMAN,
  BOT
}
