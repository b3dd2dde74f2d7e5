package dev.odyssey.notifications;

import java.util.List;
import java.util.Set;

/**
 * How somebody wants to be written to. Topic {@code contact-preferences}, key {@link
 * Recipient#key()}; a record without a value takes the preference back.
 *
 * @param optedOut whether they want no message at all
 * @param templates what else they do not want, by the names of templates
 * @param withoutChannels by which channels they do not want to be written to
 * @param channels the channels they want, in the order of preference; empty for the usual ones
 * @param timeZone IANA zone that their quiet hours are in; null for that of the service address
 */
public record ContactPreference(
    Recipient recipient,
    boolean optedOut,
    Set<String> templates,
    Set<MessageChannel> withoutChannels,
    List<MessageChannel> channels,
    String timeZone) {

  public ContactPreference {
    templates = Set.copyOf(templates);
    withoutChannels = Set.copyOf(withoutChannels);
    channels = List.copyOf(channels);
  }
}
