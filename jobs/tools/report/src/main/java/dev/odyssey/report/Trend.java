package dev.odyssey.report;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The contact rate over time.
 *
 * @param days without gaps, the earliest first
 */
record Trend(List<Day> days) {

  /**
   * A day, and the {@value Scope#LINE_DAYS} days up to it.
   *
   * @param daily contacted orders of the orders of this day; empty without orders
   * @param rolling the same over the days up to it
   * @param sigma sigma level of {@code rolling}; a rate of 0 or 1 has none
   * @param baseline the rate that would have been, in force on the day
   */
  record Day(
      LocalDate day,
      Optional<Measure> daily,
      Optional<Measure> rolling,
      OptionalDouble sigma,
      OptionalDouble baseline) {}

  boolean isEmpty() {
    return days.stream().allMatch(day -> day.rolling().isEmpty());
  }
}
