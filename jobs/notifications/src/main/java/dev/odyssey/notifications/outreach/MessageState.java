package dev.odyssey.notifications.outreach;

import dev.odyssey.notifications.Recipient;
import dev.odyssey.notifications.cases.Wishes;
import java.util.Map;

/**
 * What is known of a recipient, and what they were told.
 *
 * @param recipient null while nobody has wished for anything
 * @param wishes by caseId
 * @param told messages by outreachId
 */
public record MessageState(
    Recipient recipient,
    Map<String, Wishes> wishes,
    Preference preference,
    Map<String, Sent> told) {

  static final MessageState NOTHING = new MessageState(null, Map.of(), Preference.NONE, Map.of());
}
