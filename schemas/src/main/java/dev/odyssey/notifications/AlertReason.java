package dev.odyssey.notifications;

/** Why a revision of an alert notifies, or how the alert ended. */
public enum AlertReason {
  /** It begins. */
  FIRST,
  /** It has new members. */
  MEMBERS,
  /** It has become more severe. */
  WORSE,
  /** It has lasted for long, and nobody has acknowledged it. */
  REMINDER,
  /** What stood against it has ended, and it still fires. */
  AGAIN,
  /** It is over. */
  OVER,
  /** A surge has had no new member for a long time; it ends without notifying. */
  EXPIRED
}
