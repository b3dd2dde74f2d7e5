package dev.odyssey.testdata.simulator;

import java.time.Duration;

/** Spans of time in milliseconds, the unit of every event. */
final class Times {

  static final long SECOND = Duration.ofSeconds(1).toMillis();
  static final long MINUTE = Duration.ofMinutes(1).toMillis();
  static final long HOUR = Duration.ofHours(1).toMillis();
  static final long DAY = Duration.ofDays(1).toMillis();

  private Times() {}
}
