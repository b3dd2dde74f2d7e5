package dev.odyssey.notifications;

/** Whether a message is to be sent. */
public enum OutreachStatus {
  /** To be sent at its time. */
  REQUESTED,
  /** Not to be sent; where its first revision says so, it never was to be. */
  WITHDRAWN
}
