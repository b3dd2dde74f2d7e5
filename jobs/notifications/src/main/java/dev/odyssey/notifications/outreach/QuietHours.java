package dev.odyssey.notifications.outreach;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;

/**
 * When nobody is disturbed, by the clock on the wall.
 *
 * @param from quiet from this local time on
 * @param to until just before this one, on the next day if it is earlier; equal to from for never
 */
public record QuietHours(LocalTime from, LocalTime to) {

  /** Whether nobody is to be disturbed at a local time. */
  public boolean isQuiet(LocalTime time) {
    if (from.isBefore(to)) {
      return !time.isBefore(from) && time.isBefore(to);
    }
    return to.isBefore(from) && (!time.isBefore(from) || time.isBefore(to));
  }

  /**
   * The instant itself, or the end of the quiet hours that it is in. Where clocks go forward over
   * that end it is the instant at which they do; where it comes twice, the first that is not past.
   *
   * @param instant in epoch milliseconds
   */
  public long endOf(long instant, ZoneId zone) {
    ZonedDateTime local = Instant.ofEpochMilli(instant).atZone(zone);
    LocalTime time = local.toLocalTime();
    if (!isQuiet(time)) {
      return instant;
    }
    LocalDate day = time.isBefore(to) ? local.toLocalDate() : local.toLocalDate().plusDays(1);
    LocalDateTime end = day.atTime(to);
    ZoneOffsetTransition transition = zone.getRules().getTransition(end);
    if (transition != null && transition.isGap()) {
      return transition.getInstant().toEpochMilli();
    }
    for (ZoneOffset offset : zone.getRules().getValidOffsets(end)) {
      long candidate = end.toInstant(offset).toEpochMilli();
      if (candidate >= instant) {
        return candidate;
      }
    }
    throw new IllegalStateException("no " + end + " in " + zone + " after " + instant);
  }
}
