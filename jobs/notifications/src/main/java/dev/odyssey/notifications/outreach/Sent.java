package dev.odyssey.notifications.outreach;

import dev.odyssey.notifications.MessageChannel;
import dev.odyssey.notifications.Outreach;
import dev.odyssey.notifications.OutreachOption;
import dev.odyssey.notifications.OutreachStatus;
import java.util.List;

/**
 * A message as it was written.
 *
 * @param last its last revision
 * @param matter what it concerns; null of a digest
 * @param plannedFrom since when it is planned
 * @param stands whether what it is about stands
 * @param digest the digest that it is part of; null for none
 * @param failed the channels that have failed
 * @param acted what the recipient has chosen; null for nothing
 */
record Sent(
    Outreach last,
    String matter,
    long plannedFrom,
    boolean stands,
    String digest,
    List<MessageChannel> failed,
    OutreachOption acted) {

  boolean isRequested() {
    return last.status() == OutreachStatus.REQUESTED;
  }

  /** Whether it has gone out by an instant. */
  boolean isSent(long now) {
    return isRequested() && last.sendAfter() <= now;
  }

  /** Whether it is still to go out. */
  boolean isAhead(long now) {
    return isRequested() && last.sendAfter() > now;
  }

  Sent stands(boolean now) {
    return new Sent(last, matter, plannedFrom, now, digest, failed, acted);
  }

  Sent failed(List<MessageChannel> channels) {
    return new Sent(last, matter, plannedFrom, stands, digest, channels, acted);
  }

  Sent acted(OutreachOption option) {
    return new Sent(last, matter, plannedFrom, stands, digest, failed, option);
  }
}
