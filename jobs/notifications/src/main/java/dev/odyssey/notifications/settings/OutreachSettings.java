package dev.odyssey.notifications.settings;

import dev.odyssey.events.TimeZones;
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
 * Who is told what about which defect, and when.
 *
 * @param quietFrom from this local time on nobody is disturbed
 * @param quietTo from this local time on one may be; equal to quietFrom for no quiet hours
 * @param cap one message to a recipient about an order in this time
 * @param zones of regions, for what has no time zone of its own
 * @param defaultZone of what has neither
 * @param channels by recipient, in the order of preference
 * @param playbook what to tell, by code
 */
public record OutreachSettings(
    LocalTime quietFrom,
    LocalTime quietTo,
    Duration cap,
    Map<String, ZoneId> zones,
    ZoneId defaultZone,
    Map<Recipient.Kind, List<MessageChannel>> channels,
    Map<String, List<Play>> playbook)
    implements Serializable {

  private static final long serialVersionUID = 1;

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

    public Play {
      options = List.copyOf(options);
    }
  }

  public OutreachSettings {
    zones = Map.copyOf(zones);
    channels = Map.copyOf(channels);
    playbook = Map.copyOf(playbook);
  }

  /**
   * The zone of somebody's clock on the wall.
   *
   * @param timeZone a {@link TimeZones#isKnown known} IANA zone; null where not known
   * @param region null where not known
   */
  public ZoneId zoneOf(String timeZone, String region) {
    if (timeZone != null) {
      return TimeZones.of(timeZone);
    }
    return region == null ? defaultZone : zones.getOrDefault(region, defaultZone);
  }
}
