package dev.odyssey.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers and times as people read them. */
final class Format {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH);

  static String day(LocalDate day) {
    return DAY.format(day);
  }

  static String time(Instant instant) {
    return MINUTE.format(instant.atOffset(ZoneOffset.UTC));
  }

  static String time(OffsetDateTime time) {
    return time(time.toInstant());
  }

  static String count(long count) {
    return String.format(Locale.ENGLISH, "%,d", count);
  }

  /** A count of something that takes an s in the plural. */
  static String count(long count, String singular) {
    return count(count) + " " + singular + (count == 1 ? "" : "s");
  }

  /** Rounded to a whole number. */
  static String whole(double number) {
    return String.format(Locale.ENGLISH, "%,.0f", number);
  }

  /** Rounded down towards zero: more was not avoided. */
  static String whole(BigDecimal number) {
    return String.format(
        Locale.ENGLISH, "%,d", number.setScale(0, RoundingMode.DOWN).toBigInteger());
  }

  /** As per cent, with more digits where it is small. */
  static String percent(double proportion) {
    String pattern = proportion > 0 && proportion < 0.01 ? "%.2f %%" : "%.1f %%";
    return String.format(Locale.ENGLISH, pattern, 100 * proportion);
  }

  /** In the largest unit that it has two of. */
  static String duration(Duration duration) {
    if (duration.toHours() >= 48) {
      return duration.toDays() + " d";
    }
    if (duration.toMinutes() >= 120) {
      return duration.toHours() + " h";
    }
    return duration.toSeconds() >= 120
        ? duration.toMinutes() + " min"
        : duration.toSeconds() + " s";
  }

  static String sigma(double sigma) {
    return String.format(Locale.ENGLISH, "%.2f", sigma);
  }

  /** A value of a metric: per cent, or stars. */
  static String value(Metric metric, double value) {
    return metric.isProportion() ? percent(value) : String.format(Locale.ENGLISH, "%.2f", value);
  }

  /** The interval of a measure, in words; empty where it has none. */
  static String interval(Metric metric, Measure measure) {
    if (measure.low().isEmpty() || measure.high().isEmpty()) {
      return "";
    }
    return value(metric, measure.low().getAsDouble())
        + " to "
        + value(metric, measure.high().getAsDouble());
  }

  private Format() {}
}
