package dev.odyssey.events;

import java.time.ZoneId;
import java.util.Map;
import java.util.Set;

/** The IANA time zones that an event may name. */
public final class TimeZones {

  /** IANA zones that Java knows only as abbreviations. */
  private static final Map<String, String> ABBREVIATED =
      Map.of("EST", "-05:00", "MST", "-07:00", "HST", "-10:00", "ROC", "Asia/Taipei");

  private static final Set<String> IDS = ZoneId.getAvailableZoneIds();

  public static boolean isKnown(String id) {
    return (IDS.contains(id) && !id.startsWith("SystemV/")) || ABBREVIATED.containsKey(id);
  }

  /**
   * The zone of a known id.
   *
   * @throws java.time.DateTimeException if it is not known
   */
  public static ZoneId of(String id) {
    return ZoneId.of(id, ABBREVIATED);
  }

  private TimeZones() {}
}
