package dev.odyssey.notifications.outreach;

import dev.odyssey.notifications.OutreachOutcome;
import dev.odyssey.notifications.cases.Wishes;

/**
 * What comes to a recipient: one of these is there.
 *
 * @param wishes what should be told by a case
 * @param preference how they want to be written to
 * @param outcome what became of a message
 */
public record MessageInput(
    String recipient, Wishes wishes, Preference preference, OutreachOutcome outcome) {

  public static MessageInput of(Wishes wishes) {
    return new MessageInput(wishes.recipient().key(), wishes, null, null);
  }

  public static MessageInput of(String recipient, Preference preference) {
    return new MessageInput(recipient, null, preference, null);
  }

  /** The input of whom the message was for. */
  public static MessageInput of(OutreachOutcome outcome) {
    return new MessageInput(OutreachIds.recipient(outcome.outreachId()), null, null, outcome);
  }
}
