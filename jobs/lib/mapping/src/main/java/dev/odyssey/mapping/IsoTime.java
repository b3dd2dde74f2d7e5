package dev.odyssey.mapping;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAccessor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times as ISO-8601 writes them, and in forms close to it: with an offset or without, a space for
 * the T, without seconds, a date alone. By hand, since a formatter with so many options takes most
 * of the time of a run.
 */
final class IsoTime {

  private static final Pattern FORM =
      Pattern.compile(
          "(\\d{4}-\\d\\d-\\d\\d)"
              + "(?:[Tt ](\\d\\d):(\\d\\d)(?::(\\d\\d)(?:[.,](\\d{1,9}))?)?)?"
              + " ?([Zz]|[+-]\\d\\d(?::?\\d\\d)?)?");

  /** An OffsetDateTime, a LocalDateTime or a LocalDate; null if the text is not such a time. */
  static TemporalAccessor parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return null;
    }
    try {
      LocalDate date = LocalDate.parse(form.group(1));
      String offset = form.group(6);
      if (form.group(2) == null) {
        return offset == null ? date : null;
      }
      LocalTime time =
          LocalTime.of(
              number(form.group(2)),
              number(form.group(3)),
              number(form.group(4)),
              nanos(form.group(5)));
      return offset == null
          ? LocalDateTime.of(date, time)
          : OffsetDateTime.of(date, time, ZoneOffset.of(offset.toUpperCase(java.util.Locale.ROOT)));
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static int number(String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private static int nanos(String fraction) {
    int nanos = number(fraction);
    for (int i = fraction == null ? 9 : fraction.length(); i < 9; i++) {
      nanos *= 10;
    }
    return nanos;
  }

  private IsoTime() {}
}
