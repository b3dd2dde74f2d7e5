package dev.odyssey.contactdefects.rules;

/**
 * One contact in a customer's history. Channel, direction, reason and order are those of its first
 * INITIATED; a contact whose INITIATED never came has none of them and belongs to no issue.
 * Positions are those of the customer's history; -1 is none.
 */
final class Contact {

  int first = -1;
  int last = -1;

  /** Its first INITIATED. */
  int initiated = -1;

  /** Its first ENDED. */
  int firstEnded = -1;

  /** Its last ENDED. */
  int lastEnded = -1;

  /** Its first TRANSFERRED. */
  int transferred = -1;

  /** Its first event with an agentKind. */
  int firstOfAKind = -1;

  boolean isConnected;
  boolean hasResolution;

  /** When a person first was in it, in epoch milliseconds. */
  long personAt = Long.MAX_VALUE;

  /** Of its first INITIATED, or else of its first event that has one; null for none. */
  String region;

  /** Likewise. */
  String timeZone;

  boolean isInbound;
  boolean isExempt;

  /** What it is about; null where its INITIATED never came. */
  Issue issue;

  /** The part of the history that it is in. */
  int part;

  /** Its place among the inbound contacts of the issue, from 1. */
  int number;

  /** The issue's inbound contact before it; null for none. */
  Contact previous;

  /** The issue's inbound contact after it; null for none. */
  Contact next;

  /** The end of the previous one before this one. */
  int previousEnd = -1;

  /** Whether it continues the conversation of the previous one. */
  boolean isReconnect;

  /** The INITIATED of the customer's next inbound contact, about whatever. */
  int nextInbound = -1;

  /** Whether it opens an episode; what follows is of that episode. */
  boolean opensEpisode;

  /** The last event of the episode so far. */
  int episodeLast = -1;

  /** The first resolution of the episode. */
  int episodeResolution = -1;

  /** Whether it is among the inbound contacts that rules speak of. */
  boolean counts() {
    return isInbound && !isExempt;
  }
}
