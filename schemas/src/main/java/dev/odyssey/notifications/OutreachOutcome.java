package dev.odyssey.notifications;

/**
 * What became of a message, told by who sends it. Topic {@code outreach-outcomes}, key outreachId.
 *
 * @param at when, in epoch milliseconds
 * @param option what the recipient chose; on {@link Status#ACTED} only
 * @param channel null where not known
 * @param detail why it failed, say; null for nothing
 */
public record OutreachOutcome(
    String outreachId,
    Status status,
    long at,
    OutreachOption option,
    MessageChannel channel,
    String detail) {

  /** How far a message has come. */
  public enum Status {
    SENT,
    DELIVERED,
    ACTED,
    FAILED
  }
}
