package dev.odyssey.codec;

import com.fasterxml.jackson.core.JsonParser;
import dev.odyssey.events.InvalidEventException;
import dev.odyssey.events.TimeZones;
import dev.odyssey.notifications.ContactPreference;
import dev.odyssey.notifications.MessageChannel;
import dev.odyssey.notifications.Recipient;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;

/** Contact preferences as JSON. */
public final class ContactPreferenceJson extends JsonCodec {

  private ContactPreferenceJson() {}

  public static String write(ContactPreference preference) {
    return writeObject(
        out -> {
          out.writeFieldName("recipient");
          RecipientJson.write(out, preference.recipient());
          put(out, "optedOut", preference.optedOut());
          putAll(out, "templates", new TreeSet<>(preference.templates()));
          putAll(out, "withoutChannels", new TreeSet<>(preference.withoutChannels()));
          putAll(out, "channels", preference.channels());
          put(out, "timeZone", preference.timeZone());
        });
  }

  /**
   * Reads a preference. Templates and both lists of channels may be left out.
   *
   * @throws InvalidEventException naming the field and the value that are wrong: one that is
   *     missing, an unknown channel or the same one twice, an unknown time zone, too long a text or
   *     list
   */
  public static ContactPreference read(String line) {
    Draft draft = new Draft();
    readObject(line, draft::take);
    return new ContactPreference(
        required("recipient", draft.recipient),
        required("optedOut", draft.optedOut),
        new HashSet<>(draft.templates),
        new HashSet<>(draft.withoutChannels),
        draft.channels,
        draft.timeZone);
  }

  /** The fields as far as they have been read. */
  private static final class Draft {
    private Recipient recipient;
    private Boolean optedOut;
    private List<String> templates = List.of();
    private List<MessageChannel> withoutChannels = List.of();
    private List<MessageChannel> channels = List.of();
    private String timeZone;

    private void take(String field, JsonParser value) throws IOException {
      switch (field) {
        case "recipient" -> recipient = RecipientJson.read(field, value);
        case "optedOut" -> optedOut = bool(field, value);
        case "templates" ->
            templates = boundedList(field, value, (at, in) -> required(at, boundedString(at, in)));
        case "withoutChannels" -> withoutChannels = channels(field, value);
        case "channels" -> channels = channels(field, value);
        case "timeZone" -> timeZone = zone(field, value);
        default -> {}
      }
    }

    private static List<MessageChannel> channels(String field, JsonParser in) throws IOException {
      HashSet<MessageChannel> seen = new HashSet<>();
      return list(
          field,
          in,
          (at, value) -> {
            MessageChannel channel = symbol(at, MessageChannel.class, value);
            if (!seen.add(channel)) {
              throw new InvalidEventException(at + " is there twice: " + channel);
            }
            return channel;
          });
    }

    private static String zone(String field, JsonParser in) throws IOException {
      String zone = string(field, in);
      if (!TimeZones.isKnown(zone)) {
        throw new InvalidEventException(field + " is not an IANA time zone: " + zone);
      }
      return zone;
    }
  }
}
