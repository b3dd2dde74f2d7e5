package dev.odyssey.testdata.simulator;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/** When somebody is promised to come, in epoch milliseconds. */
record Window(long start, long end) {

  private static final int FIRST_HOUR = 8;
  private static final int LAST_HOUR = 17;
  private static final int SHORTEST_HOURS = 2;
  private static final int LONGEST_HOURS = 4;
  private static final int MOST_DAYS_AHEAD = 7;
  private static final long SHORTEST_NOTICE = 2 * Times.HOUR;

  /**
   * An appointment made at an instant: two to four hours of somebody's working day, today to a week
   * ahead, sooner more often than later. Hours are those of the wall clock at the address.
   */
  static Window after(long instant, ZoneId zone, Dice dice) {
    int daysAhead = Math.min(dice.between(0, MOST_DAYS_AHEAD), dice.between(0, MOST_DAYS_AHEAD));
    ZonedDateTime start =
        Instant.ofEpochMilli(instant)
            .atZone(zone)
            .truncatedTo(ChronoUnit.DAYS)
            .plusDays(daysAhead)
            .withHour(dice.between(FIRST_HOUR, LAST_HOUR));
    while (start.toInstant().toEpochMilli() < instant + SHORTEST_NOTICE) {
      start = start.plusDays(1);
    }
    ZonedDateTime end = start.plusHours(dice.between(SHORTEST_HOURS, LONGEST_HOURS));
    return new Window(start.toInstant().toEpochMilli(), end.toInstant().toEpochMilli());
  }

  /** The same window, days earlier or later to the millisecond. */
  Window shifted(long millis) {
    return new Window(start + millis, end + millis);
  }
}
