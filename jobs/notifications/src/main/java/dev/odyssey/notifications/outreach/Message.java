package dev.odyssey.notifications.outreach;

import dev.odyssey.notifications.Outreach;
import dev.odyssey.notifications.OutreachStatus;
import dev.odyssey.notifications.Suppression;
import dev.odyssey.notifications.incidents.Incident;

/**
 * A message as it stands.
 *
 * @param ask what was last heard of its incident
 * @param firedAt since when there is something to tell, in epoch milliseconds
 * @param touchedAt when anything about it last happened
 * @param written its last revision; null only until the first one is written
 */
record Message(Ask ask, long firedAt, long touchedAt, Outreach written) {

  /** Whether what it is about goes on. */
  boolean isOpen() {
    return ask.step() == Incident.Step.FIRING || ask.step() == Incident.Step.CHANGED;
  }

  boolean isRequested() {
    return written != null && written.status() == OutreachStatus.REQUESTED;
  }

  /** Whether it is to be sent, and the time for that has not come. */
  boolean isAhead(long now) {
    return isRequested() && now < written.sendAfter();
  }

  /** Why nobody is to be told, as far as order and region show; null for no reason. */
  Suppression suppressedBy() {
    return ask.suppressedBy();
  }

  /**
   * Whether an ask is one that this message has seen: asks of one message come in order, and some
   * of them again.
   */
  boolean hasSeen(Ask other) {
    if (other.at() != ask.at()) {
      return other.at() < ask.at();
    }
    int order = other.step().compareTo(ask.step());
    return order < 0 || (order == 0 && other.equals(ask));
  }

  /** The last instant that it matters at. */
  long endsAt() {
    return Math.max(touchedAt, written.sendAfter());
  }

  Message asked(Ask next, long now) {
    return new Message(next, firedAt, Math.max(touchedAt, now), written);
  }

  Message wrote(Outreach revision, long now) {
    return new Message(ask, firedAt, Math.max(touchedAt, now), revision);
  }
}
