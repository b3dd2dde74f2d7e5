package dev.odyssey.mapping;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** What the values of a field look like. */
final class ColumnProfile {

  private static final int MAX_VALUES = 5_000;
  private static final int SAMPLES = 500;

  /** Patterns in use; where a date can be read in two ways, by the first that all values fit. */
  private static final List<String> PATTERNS =
      List.of(
          "MM/dd/yyyy hh:mm:ss a",
          "M/d/yyyy h:mm a",
          "M/d/yyyy H:mm:ss",
          "M/d/yyyy H:mm",
          "d/M/yyyy H:mm:ss",
          "d/M/yyyy H:mm",
          "d.M.yyyy H:mm:ss",
          "d.M.yyyy H:mm",
          "yyyy/MM/dd HH:mm:ss",
          "yyyyMMddHHmmss");

  /** Years in which a number of seconds can be a time, and not something else that is counted. */
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

  /**
   * How times are written.
   *
   * @param yaml the keys that say so in a mapping; empty for ISO-8601
   * @param local whether a zone must be known to read it
   * @param perhaps another pattern that all values fit too; null if there is no other
   */
  record TimeForm(String yaml, boolean local, String perhaps) {}

  private final String name;
  private final Map<String, Long> values = new LinkedHashMap<>();
  private final List<String> samples = new ArrayList<>();
  private long known;
  private boolean manyValues;

  ColumnProfile(String name) {
    this.name = name;
  }

  void add(String value) {
    known++;
    if (samples.size() < SAMPLES) {
      samples.add(value);
    }
    if (values.containsKey(value) || values.size() < MAX_VALUES) {
      values.merge(value, 1L, Long::sum);
    } else {
      manyValues = true;
    }
  }

  String name() {
    return name;
  }

  /** The words of the name, in lower case with a space around each. */
  String words() {
    return " "
        + name.replaceAll("([a-z])([A-Z])", "$1 $2")
            .replaceAll("[^A-Za-z0-9]+", " ")
            .strip()
            .toLowerCase(Locale.ROOT)
        + " ";
  }

  long known() {
    return known;
  }

  /** How many different values there are; at least so many, if there are very many. */
  int distinct() {
    return values.size();
  }

  /** Whether no value came twice. */
  boolean isUnique() {
    return !manyValues && values.size() == known;
  }

  /** Whether all its values are of a kind. */
  boolean isOf(Predicate<String> kind) {
    return !manyValues && values.keySet().stream().allMatch(kind);
  }

  /** Whether there are so few values that each may mean something. */
  boolean isEnumeration() {
    return !manyValues && values.size() <= 60 && (values.size() < known || known < 10);
  }

  /** The values with how often they came, the commonest first. */
  List<Map.Entry<String, Long>> commonest() {
    return values.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .toList();
  }

  /** How its values are written as times; null if they are not times. */
  TimeForm timeForm() {
    if (samples.isEmpty()) {
      return null;
    }
    TimeForm iso = form("", IsoTime::parse);
    if (iso != null) {
      return iso;
    }
    for (Map.Entry<String, Long> unit : Times.MICROS.entrySet()) {
      if (samples.stream().allMatch(text -> isEpoch(text, unit.getValue()))) {
        return new TimeForm("unit: " + unit.getKey(), false, null);
      }
    }
    TimeForm first = null;
    for (String pattern : PATTERNS) {
      DateTimeFormatter formatter = Times.pattern(pattern);
      TimeForm form = form("format: " + pattern, text -> Times.parse(formatter, text));
      if (form != null && first != null) {
        return new TimeForm(first.yaml, first.local, pattern);
      }
      first = first == null ? form : first;
    }
    return first;
  }

  /** The form, if all samples are of it. */
  private TimeForm form(String yaml, Function<String, TemporalAccessor> parse) {
    boolean local = false;
    for (String text : samples) {
      TemporalAccessor time = parse.apply(text);
      if (time == null) {
        return null;
      }
      local |= !(time instanceof OffsetDateTime);
    }
    return new TimeForm(yaml, local, null);
  }

  private static boolean isEpoch(String text, long micros) {
    try {
      Instant instant =
          Instant.ofEpochMilli(Math.multiplyExact(Long.parseLong(text), micros) / 1000);
      return instant.isAfter(EARLIEST) && instant.isBefore(LATEST);
    } catch (NumberFormatException | ArithmeticException e) {
      return false;
    }
  }
}
