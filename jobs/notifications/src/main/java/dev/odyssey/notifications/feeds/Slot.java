package dev.odyssey.notifications.feeds;

import dev.odyssey.notifications.settings.FeedSettings;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * An hour as one of those that are alike.
 *
 * @param ofWeek the hour of the week, as 1-10
 * @param ofDay the hour of a working day, as w-10
 * @param isHoliday whether nothing is usual in it
 */
record Slot(String ofWeek, String ofDay, boolean isWorkingDay, boolean isHoliday) {

  private static final int HOURS = 24;

  /** The slot of an hour that begins at an instant, by the local time of a zone. */
  static Slot of(long hourStart, ZoneId zone, FeedSettings settings) {
    if (!settings.isByWeek()) {
      // Where time is pressed together there are no days of the week, and no zones.
      long hour = Math.floorDiv(hourStart, settings.hour());
      return new Slot(
          "c-" + Math.floorMod(hour, 7 * HOURS), "w-" + Math.floorMod(hour, HOURS), true, false);
    }
    ZonedDateTime local = Instant.ofEpochMilli(hourStart).atZone(zone);
    DayOfWeek day = local.getDayOfWeek();
    return new Slot(
        day.getValue() + "-" + local.getHour(),
        "w-" + local.getHour(),
        day != DayOfWeek.SATURDAY && day != DayOfWeek.SUNDAY,
        settings.holidays().contains(local.toLocalDate()));
  }
}
