package dev.odyssey.events;

/** Who caused a reschedule or a cancellation. */
public enum Initiator {
  CUSTOMER,
  PROVIDER,
  PLATFORM
}
