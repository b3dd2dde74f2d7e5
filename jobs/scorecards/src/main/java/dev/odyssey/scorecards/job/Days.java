package dev.odyssey.scorecards.job;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** The calendar of the job: days in UTC, and how long each of them is kept. */
record Days(Duration retention) implements Serializable {

  private static final long serialVersionUID = 1;

  Days {
    if (retention.isNegative() || retention.isZero()) {
      throw new IllegalArgumentException("the retention must be more than 0: " + retention);
    }
  }

  /** The day of an instant. */
  static LocalDate of(long epochMillis) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(epochMillis), ZoneOffset.UTC);
  }

  /** The first instant of a day, in epoch milliseconds. */
  static long beginning(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
  }

  /** The instant from which on nothing counts to a day any more, in epoch milliseconds. */
  long end(LocalDate day) {
    return beginning(day.plusDays(1)) + retention.toMillis();
  }

  /** Whether nothing counts to a day any more. */
  boolean isOver(LocalDate day, long now) {
    return now >= end(day);
  }
}
