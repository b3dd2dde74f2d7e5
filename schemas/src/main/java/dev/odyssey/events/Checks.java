package dev.odyssey.events;

import java.time.Instant;

/** What makes an event valid, one check a rule. */
final class Checks {

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

  static void notAhead(long occurredAt, long recordedAt) {
    if (occurredAt - recordedAt > Times.MAX_AHEAD) {
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
    Times.checkRange("windowStart", start);
    Times.checkRange("windowEnd", end);
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
