package dev.odyssey.events;

/** What can happen in a contact, in rank order. */
public enum ContactEventType {
  INITIATED,
  QUEUED,
  CONNECTED,
  TRANSFERRED,
  ENDED,
  SURVEYED,
  AUDITED,
  RETRACTED
}
