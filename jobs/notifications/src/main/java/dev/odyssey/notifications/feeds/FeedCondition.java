package dev.odyssey.notifications.feeds;

/** How the events of a scope come. */
public enum FeedCondition {
  /** As usual. */
  GOOD,
  /** So few that some may be missing. */
  DOUBTED,
  /** None, where many usually come. */
  SILENT,
  /** Far fewer than usual. */
  LOW,
  /** Again, but what was missing is still on its way. */
  CATCHING_UP
}
