package dev.odyssey.notifications.outreach;

import dev.odyssey.notifications.settings.MessageSettings;
import dev.odyssey.notifications.settings.MessageSettings.Night;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * When somebody may be written to: not at night by their clock, unless an appointment does not wait
 * for the morning.
 *
 * @param night null for no quiet hours
 * @param windowStart of the appointment, in epoch milliseconds; null for none
 * @param windowEnd likewise
 */
record SendTime(
    MessageSettings settings, Night night, ZoneId zone, Long windowStart, Long windowEnd) {

  /** The first instant from then on at which it may be sent. */
  long from(long instant) {
    if (night == null || !night.contains(time(instant))) {
      return instant;
    }
    if (isPressing(instant)) {
      if (!settings.never().contains(time(instant))) {
        return instant;
      }
      long morning = endOf(settings.never(), instant);
      if (isPressing(morning)) {
        return morning;
      }
    }
    return endOf(night, instant);
  }

  /** Whether its appointment is going on, or begins too early to wait. */
  private boolean isPressing(long instant) {
    if (windowStart == null || windowEnd == null) {
      return false;
    }
    if (windowStart <= instant) {
      return instant < windowEnd + settings.windowGrace().toMillis();
    }
    LocalDate morning = at(endOf(night, instant)).toLocalDate();
    return windowStart
        < morning.atTime(settings.earlyUntil()).atZone(zone).toInstant().toEpochMilli();
  }

  private LocalTime time(long instant) {
    return at(instant).toLocalTime();
  }

  private ZonedDateTime at(long instant) {
    return Instant.ofEpochMilli(instant).atZone(zone);
  }

  /** The end of a night that an instant is in, by the clock of that day. */
  private long endOf(Night which, long instant) {
    ZonedDateTime local = at(instant);
    LocalDate date = local.toLocalDate();
    if (!local.toLocalTime().isBefore(which.until())) {
      date = date.plusDays(1);
    }
    return date.atTime(which.until()).atZone(zone).toInstant().toEpochMilli();
  }
}
