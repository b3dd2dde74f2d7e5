package dev.odyssey.notifications;

/** Why a message is not to be sent. */
public enum WithdrawalReason {
  /** The defect was settled before the message was due. */
  CLEARED,
  /** The defect turned out to be none. */
  RETRACTED,
  /** A worse defect of the same promise takes its place. */
  SUPERSEDED,
  /** The recipient is not concerned any more: somebody else holds the order. */
  REASSIGNED,
  /** It is part of a digest. */
  DIGEST,
  /** The recipient has already chosen what it asks for. */
  ACTED,
  /** The recipient does not want to be written to. */
  OPTED_OUT,
  /** Every channel has failed. */
  UNREACHABLE,
  /** By the time it could be sent it would be of no use. */
  EXPIRED,
  /** No time zone of the recipient is known yet, and it may be night there. */
  NO_ZONE,
  /** The defect was raised too long before it was found. */
  HISTORICAL,
  /** What is missing may have happened: events of its region or provider are missing. */
  FEED
}
