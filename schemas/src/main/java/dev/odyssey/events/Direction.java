package dev.odyssey.events;

/** Who began a contact: INBOUND, the customer. */
public enum Direction {
  INBOUND,
  OUTBOUND
}
