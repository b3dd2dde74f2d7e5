package dev.odyssey.notifications;

/** What an alert is about. */
public enum AlertKind {
  /** The cases of a route and a region that are bad enough to interrupt somebody. */
  CASES,
  /** Many orders of a region, or of all, that go wrong in the same way at once. */
  SURGE,
  /** Events that have stopped coming, or come far less than usual. */
  FEED
}
