package dev.odyssey.events;

import java.time.Duration;
import java.time.Instant;

/** What makes an event valid, one check a rule. */
final class Checks {

  /** A clock may run this far ahead of ours. */
  private static final long MAX_AHEAD = Duration.ofMinutes(10).toMillis();

  /** Instants outside these years are no dates anybody meant, and sums with them could overflow. */
  private static final long MIN_INSTANT = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();

  private static final long MAX_INSTANT = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

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
    return Texts.bounded(field, text);
  }

  static void optional(String field, String text) {
    var unused = Texts.bounded(field, text);
  }

  static void instant(String field, long millis) {
    if (millis < MIN_INSTANT || millis > MAX_INSTANT) {
      throw new InvalidEventException(
          field + " is out of range: " + millis + " ms since 1970 is not in the years 1 to 9999");
    }
  }

  static void notAhead(long occurredAt, long recordedAt) {
    if (occurredAt - recordedAt > MAX_AHEAD) {
      throw new InvalidEventException(
          "occurredAt "
              + Instant.ofEpochMilli(occurredAt)
              + " is more than 10 minutes after recordedAt "
              + Instant.ofEpochMilli(recordedAt));
    }
  }

  static void retraction(boolean retracted, String retracts) {
    if (retracted) {
      var unused = required("retracts", retracts);
    }
  }

  static void zone(String field, String zone) {
    if (!TimeZones.isKnown(zone)) {
      throw new InvalidEventException(field + " is not an IANA time zone: " + zone);
    }
  }

  static void window(long start, long end) {
    instant("windowStart", start);
    instant("windowEnd", end);
    if (start >= end) {
      throw new InvalidEventException(
          "windowStart "
              + Instant.ofEpochMilli(start)
              + " is not before windowEnd "
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
