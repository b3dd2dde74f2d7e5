package dev.odyssey.notifications.settings;

import java.io.Serializable;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A calendar: the local times at which something is in force.
 *
 * @param open by day of the week
 * @param closed local dates on which it is closed
 */
public record Hours(ZoneId zone, Map<DayOfWeek, List<Span>> open, Set<LocalDate> closed)
    implements Serializable {

  private static final long serialVersionUID = 1;
  private static final int DAYS_AHEAD = 400;

  /**
   * A part of a day.
   *
   * @param to not included; null for the end of the day
   */
  public record Span(LocalTime from, LocalTime to) implements Serializable {
    private static final long serialVersionUID = 1;
  }

  /** Whether it is open at an instant, in epoch milliseconds. */
  public boolean isOpen(long instant) {
    LocalDate date = LocalDate.ofInstant(Instant.ofEpochMilli(instant), zone);
    return spans(date).stream()
        .anyMatch(span -> from(date, span) <= instant && instant < to(date, span));
  }

  /** The next instant at which it opens or closes, {@link Long#MAX_VALUE} for none. */
  public long nextChange(long instant) {
    LocalDate date = LocalDate.ofInstant(Instant.ofEpochMilli(instant), zone);
    for (int i = 0; i < DAYS_AHEAD; i++) {
      long next = Long.MAX_VALUE;
      for (Span span : spans(date)) {
        next = Math.min(next, later(from(date, span), instant));
        next = Math.min(next, later(to(date, span), instant));
      }
      if (next != Long.MAX_VALUE) {
        return next;
      }
      date = date.plusDays(1);
    }
    return Long.MAX_VALUE;
  }

  private static long later(long change, long instant) {
    return change > instant ? change : Long.MAX_VALUE;
  }

  private List<Span> spans(LocalDate date) {
    return closed.contains(date) ? List.of() : open.getOrDefault(date.getDayOfWeek(), List.of());
  }

  private long from(LocalDate date, Span span) {
    return date.atTime(span.from()).atZone(zone).toInstant().toEpochMilli();
  }

  private long to(LocalDate date, Span span) {
    return (span.to() == null ? date.plusDays(1).atStartOfDay() : date.atTime(span.to()))
        .atZone(zone)
        .toInstant()
        .toEpochMilli();
  }
}
