package dev.odyssey.detection.facts;

import dev.odyssey.events.TimeZones;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Dates where things happen. Remembers the last zone, since one order is mostly in one place. */
public final class LocalDates {

  private String lastId;
  private ZoneId lastZone;

  /**
   * The local date of an instant.
   *
   * @param timeZone a known IANA id
   */
  public LocalDate of(long epochMillis, String timeZone) {
    if (!timeZone.equals(lastId)) {
      lastZone = TimeZones.of(timeZone);
      lastId = timeZone;
    }
    return LocalDate.ofInstant(Instant.ofEpochMilli(epochMillis), lastZone);
  }
}
