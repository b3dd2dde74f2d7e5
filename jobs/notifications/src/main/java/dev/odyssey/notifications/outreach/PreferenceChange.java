package dev.odyssey.notifications.outreach;

import dev.odyssey.events.TimeZones;
import dev.odyssey.notifications.ContactPreference;
import dev.odyssey.notifications.Recipient;
import java.time.DateTimeException;
import java.util.Objects;

/**
 * Somebody wants to be written to otherwise than before.
 *
 * @param preference null if they have taken back what they had said
 * @param at when, in epoch milliseconds
 */
public record PreferenceChange(Recipient recipient, ContactPreference preference, long at) {

  /**
   * A change.
   *
   * @throws IllegalArgumentException if the preference is another's, or its zone is none
   */
  public PreferenceChange {
    Objects.requireNonNull(recipient, "recipient");
    if (preference != null && !recipient.equals(preference.recipient())) {
      throw new IllegalArgumentException(
          "recipient of a preference of " + recipient.key() + ": " + preference.recipient());
    }
    if (preference != null && preference.timeZone() != null) {
      try {
        TimeZones.of(preference.timeZone());
      } catch (DateTimeException e) {
        throw new IllegalArgumentException("timeZone is none: " + preference.timeZone(), e);
      }
    }
  }

  /** What changes are spread by. */
  public String key() {
    return recipient.key();
  }
}
