package dev.odyssey.notifications;

/** Why a message is not to be sent. */
public enum WithdrawalReason {
  /** The defect was settled before the message was due. */
  CLEARED,
  /** The defect turned out to be none. */
  RETRACTED,
  /** A message about something worse takes its place. */
  SUPERSEDED,
  /** The recipient has just been told something as bad about the same order. */
  CAPPED,
  /** The recipient does not want to be written to. */
  OPTED_OUT,
  /** It is not known whom to tell. */
  NO_RECIPIENT,
  /** By the time it could be sent it would be of no use. */
  EXPIRED,
  /** The defect is history. */
  HISTORICAL,
  /** A worse defect of the same order is open. */
  INHIBITED,
  /** The region's feed is silent: what has not been heard of may well have happened. */
  FEED_SILENT
}
