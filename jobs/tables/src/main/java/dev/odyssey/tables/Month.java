package dev.odyssey.tables;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * A month in UTC of a table that is partitioned by months.
 *
 * @param first its first day
 */
record Month(String table, LocalDate first) {

  /** PostgreSQL's dates begin and end here; what is beyond is in no month of its own anyway. */
  private static final LocalDate EARLIEST = LocalDate.of(1, 1, 1);

  private static final LocalDate LATEST = LocalDate.of(9999, 12, 1);

  /** The month of an instant in epoch milliseconds. */
  static Month of(String table, long millis) {
    LocalDate day = LocalDate.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
    LocalDate first = day.withDayOfMonth(1);
    return new Month(
        table, first.isBefore(EARLIEST) ? EARLIEST : first.isAfter(LATEST) ? LATEST : first);
  }
}
