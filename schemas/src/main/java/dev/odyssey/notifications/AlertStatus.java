package dev.odyssey.notifications;

/** Where an alert stands. */
public enum AlertStatus {
  /** It has begun. */
  FIRING,
  /** It goes on, and what is said of it has changed. */
  UPDATED,
  /** It is over. */
  CLEARED
}
