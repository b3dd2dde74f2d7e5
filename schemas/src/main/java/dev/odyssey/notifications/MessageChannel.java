package dev.odyssey.notifications;

/** A way to reach somebody. */
public enum MessageChannel {
  PUSH,
  SMS,
  EMAIL,
  VOICE
}
