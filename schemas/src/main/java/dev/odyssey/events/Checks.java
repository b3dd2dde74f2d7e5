package dev.odyssey.events;

import java.time.Duration;
import java.time.Instant;

/** What makes an event valid, one check a rule. */
final class Checks {

  /** An event that its own clock dates so much after it was recorded did not happen then. */
  private static final long MAX_CLOCK_ERROR = Duration.ofDays(1).toMillis();

  static <T> T required(String field, T value) {
    if (value == null) {
      throw new InvalidEventException(field + " is missing");
    }
    return value;
  }

  static String required(String field, String text) {
    if (text == null || text.isBlank()) {
      throw new InvalidEventException(field + " is missing");
    }
    return Texts.checked(field, text);
  }

  /** The text; null where it has nothing but blanks. */
  static String optional(String field, String text) {
    return text == null || text.isBlank() ? null : Texts.checked(field, text);
  }

  /** When it happened: a clock that runs ahead of ours is corrected. */
  static long occurredAt(Long occurredAt, Long recordedAt) {
    Times.checkEventTime("occurredAt", required("occurredAt", occurredAt));
    Times.checkEventTime("recordedAt", required("recordedAt", recordedAt));
    if (occurredAt - recordedAt > MAX_CLOCK_ERROR) {
      throw new InvalidEventException(
          "occurredAt "
              + Instant.ofEpochMilli(occurredAt)
              + " is more than a day after recordedAt "
              + Instant.ofEpochMilli(recordedAt));
    }
    return Math.min(occurredAt, recordedAt);
  }

  /** What is retracted, which only a retraction says. */
  static String retracts(boolean isRetraction, String retracts) {
    return isRetraction ? required("retracts", retracts) : null;
  }

  static String zone(String field, String zone) {
    if (zone != null && !TimeZones.isKnown(zone)) {
      throw new InvalidEventException(field + " is not an IANA time zone: " + zone);
    }
    return zone;
  }

  static void window(Long start, Long end) {
    if (start != null) {
      Times.checkEventTime("windowStart", start);
    }
    if (end != null) {
      Times.checkEventTime("windowEnd", end);
    }
    if (start != null && end != null && start > end) {
      throw new InvalidEventException(
          "windowStart "
              + Instant.ofEpochMilli(start)
              + " is after windowEnd "
              + Instant.ofEpochMilli(end));
    }
  }

  static void range(String field, Integer value, int min, int max) {
    if (value != null && (value < min || value > max)) {
      throw new InvalidEventException(
          field + " is out of range: " + value + " is not in " + min + " to " + max);
    }
  }

  private Checks() {}
}
