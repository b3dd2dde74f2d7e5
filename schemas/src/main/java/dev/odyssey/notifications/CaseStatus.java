package dev.odyssey.notifications;

/** Where a case stands. */
public enum CaseStatus {
  /** Something is wrong. */
  OPEN,
  /** Something is wrong, and somebody has said that they look after it. */
  ACKNOWLEDGED,
  /** Nothing is wrong any more. */
  CLOSED
}
