package dev.odyssey.notifications.outreach;

import dev.odyssey.notifications.ContactPreference;
import dev.odyssey.notifications.MessageChannel;
import java.util.List;

/**
 * How a recipient wants to be written to.
 *
 * @param channels in the order of preference; empty for the usual ones
 */
public record Preference(
    boolean optedOut,
    List<String> templates,
    List<MessageChannel> withoutChannels,
    List<MessageChannel> channels,
    String timeZone) {

  /** Nobody has said anything. */
  static final Preference NONE = new Preference(false, List.of(), List.of(), List.of(), null);

  /** The preference of a record; {@link #NONE} of one without a value. */
  public static Preference of(ContactPreference preference) {
    return preference == null
        ? NONE
        : new Preference(
            preference.optedOut(),
            preference.templates().stream().sorted().toList(),
            preference.withoutChannels().stream().sorted().toList(),
            preference.channels(),
            preference.timeZone());
  }
}
