package dev.odyssey.report;

import java.time.LocalDate;
import java.util.Optional;

/**
 * What a report is about: the days {@code from} to {@code to}, both included, of all orders or of
 * those in one region.
 *
 * @param from a local date at the service address, for orders; a UTC date, for contacts
 */
record Scope(LocalDate from, LocalDate to, Optional<String> region) {

  /** How far back the trends go, whatever the period. */
  static final int TREND_DAYS = 180;

  /** How many days a point of a trend's line sums up. */
  static final int LINE_DAYS = 28;

  Scope {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException(
          "a period cannot end before it begins: " + from + " " + to);
    }
  }

  /** The last {@code days} days up to {@code to}. */
  static Scope lastDays(LocalDate to, int days, Optional<String> region) {
    if (days < 1) {
      throw new IllegalArgumentException("a period has at least one day, not " + days);
    }
    return new Scope(to.minusDays(days - 1L), to, region);
  }

  int days() {
    return Math.toIntExact(to.toEpochDay() - from.toEpochDay()) + 1;
  }

  /** As many days, just before. */
  Scope before() {
    return lastDays(from.minusDays(1), days(), region);
  }

  /** The first day that trends show. */
  LocalDate trendFrom() {
    return to.minusDays(TREND_DAYS - 1L);
  }

  /** Whose rows of {@code order_scorecard_day} these are: the {@code entity_type}. */
  String entityType() {
    return region.isPresent() ? "REGION" : "ALL";
  }

  /** And the {@code entity_id}. */
  String entityId() {
    return region.orElse("ALL");
  }
}
