package dev.odyssey.notifications.settings;

import dev.odyssey.notifications.MessageChannel;
import dev.odyssey.notifications.OutreachOption;
import dev.odyssey.notifications.Recipient;
import java.io.Serializable;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * Who is written to, about what and when.
 *
 * @param digestWait how long a message that is not critical waits for others
 * @param digestFrom so many to one recipient are one digest
 * @param digestWithin in this time
 * @param cap one message about a matter in this time
 * @param quietHours the first that fits; where none fits there are none
 * @param never nobody is written to in these hours, whatever it is about
 * @param earlyUntil an appointment that begins before this does not wait for the morning
 * @param windowGrace how long after its end an appointment is going on
 * @param zones of regions; what is not here is learned from their events
 * @param channels in the order of preference
 * @param playbook who is told what about a code
 */
public record MessageSettings(
    Duration digestWait,
    int digestFrom,
    Duration digestWithin,
    Duration cap,
    List<QuietHours> quietHours,
    Night never,
    LocalTime earlyUntil,
    Duration windowGrace,
    Map<String, ZoneId> zones,
    Map<Recipient.Kind, List<MessageChannel>> channels,
    Map<String, List<Play>> playbook)
    implements Serializable {

  private static final long serialVersionUID = 1;

  /** Local times from which and until when, over midnight where the first is later. */
  public record Night(LocalTime from, LocalTime until) implements Serializable {
    private static final long serialVersionUID = 1;

    /** Whether it is night at a local time. */
    public boolean contains(LocalTime time) {
      boolean isAfter = !time.isBefore(from);
      boolean isBefore = time.isBefore(until);
      return from.isAfter(until) ? isAfter || isBefore : isAfter && isBefore;
    }
  }

  /**
   * When some are not written to.
   *
   * @param channels empty for any, as are the others
   * @param night null for no quiet hours
   */
  public record QuietHours(
      List<MessageChannel> channels, List<Recipient.Kind> to, List<String> regions, Night night)
      implements Serializable {
    private static final long serialVersionUID = 1;
  }

  /**
   * A message.
   *
   * @param to whom
   * @param template what to say, by the name of a template
   * @param options what the recipient can do about it
   * @param validFor of no use longer than this after it may be sent
   * @param untilWindow of no use once the promised window has ended
   */
  public record Play(
      Recipient.Kind to,
      String template,
      List<OutreachOption> options,
      Duration validFor,
      boolean untilWindow)
      implements Serializable {
    private static final long serialVersionUID = 1;
  }

  /** The quiet hours of a message; null for none. */
  public Night night(MessageChannel channel, Recipient.Kind to, String region) {
    for (QuietHours hours : quietHours) {
      if ((hours.channels().isEmpty() || hours.channels().contains(channel))
          && (hours.to().isEmpty() || hours.to().contains(to))
          && (hours.regions().isEmpty() || (region != null && hours.regions().contains(region)))) {
        return hours.night();
      }
    }
    return null;
  }
}
