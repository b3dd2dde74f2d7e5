package dev.odyssey.events;

/** Who ended a contact: SYSTEM, a line that dropped. */
public enum EndedBy {
  CUSTOMER,
  AGENT,
  SYSTEM
}
