package dev.odyssey.mapping;

import dev.odyssey.events.TimeZones;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.LongBinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the times of a mapping file: a path or another value, a list (the first that is known),
 * {@code max(a, b)}, {@code min(a, b)}, {@code occurredAt}, or a map: {@code path} or {@code value}
 * with {@code zone}, {@code unit}, {@code format} and {@code plus}.
 */
final class Times {

  private static final Pattern EXTREME = Pattern.compile("(max|min)\\((.*)\\)");
  private static final Set<String> TIME_KEYS =
      Set.of("path", "value", "zone", "unit", "format", "plus");
  private static final Set<String> FORM_KEYS = Set.of("zone", "unit", "format");

  /** How many microseconds a number of each unit counts. */
  static final Map<String, Long> MICROS = Map.of("s", 1_000_000L, "ms", 1_000L, "us", 1L);

  private final Values values;
  private Form usual = new Form(null, null, List.of());

  Times(Values values) {
    this.values = values;
  }

  /**
   * How texts and numbers are times.
   *
   * @param zone of local times; null if there is no zone
   * @param micros how many microseconds a number counts; null where times are texts
   * @param formats patterns to try, in order; none for ISO-8601
   */
  private record Form(Value zone, Long micros, List<DateTimeFormatter> formats) {}

  /** From here on, how times are written where nothing else is said. */
  void setUsual(Node node) {
    usual = form(node.entries(FORM_KEYS));
  }

  TimeValue time(Node node) {
    if (node.isMap()) {
      return composed(node);
    }
    if (node.isList()) {
      List<TimeValue> times = node.elements().stream().map(this::time).toList();
      return scope -> {
        for (TimeValue time : times) {
          Long known = time.get(scope);
          if (known != null) {
            return known;
          }
        }
        return null;
      };
    }
    if (node.isScalar()) {
      Matcher extreme = EXTREME.matcher(node.text());
      if (extreme.matches()) {
        return extreme(
            extreme.group(1).equals("max") ? Math::max : Math::min,
            List.of(extreme.group(2).split(",")).stream()
                .map(
                    part ->
                        parsed(
                            part.strip(),
                            node.as(ignored -> values.ofText(part.strip()), "a time"),
                            usual))
                .toList());
      }
    }
    return parsed(node.isScalar() ? node.text() : "the time", values.value(node), usual);
  }

  /** Of the times that are known. */
  private static TimeValue extreme(LongBinaryOperator choose, List<TimeValue> times) {
    return scope -> {
      Long chosen = null;
      for (TimeValue time : times) {
        Long known = time.get(scope);
        if (known != null) {
          chosen = chosen == null ? known : (Long) choose.applyAsLong(chosen, known);
        }
      }
      return chosen;
    };
  }

  private TimeValue composed(Node node) {
    if (!TIME_KEYS.containsAll(node.entries().keySet())) {
      // Not a form of a time, but a value that is made of others: when, then, else.
      return parsed("the time", values.value(node), usual);
    }
    Map<String, Node> keys = node.entries();
    Node from = keys.getOrDefault("path", keys.get("value"));
    if (from == null) {
      throw node.wrong("expected path or value");
    }
    Form form = form(keys);
    Form read =
        new Form(
            form.zone == null ? usual.zone : form.zone,
            keys.containsKey("unit") || keys.containsKey("format") ? form.micros : usual.micros,
            keys.containsKey("unit") || keys.containsKey("format") ? form.formats : usual.formats);
    TimeValue time =
        from.isScalar() && !EXTREME.matcher(from.text()).matches()
            ? parsed(from.text(), values.value(from), read)
            : time(from);
    if (!keys.containsKey("plus")) {
      return time;
    }
    long plus = keys.get("plus").as(Duration::parse, "a duration like PT2H").toMillis();
    return scope -> {
      Long known = time.get(scope);
      return known == null ? null : (Long) Math.addExact(known, plus);
    };
  }

  private Form form(Map<String, Node> keys) {
    Value zone = null;
    if (keys.containsKey("zone")) {
      Node node = keys.get("zone");
      if (node.isScalar() && node.text().indexOf('{') < 0) {
        ZoneId id = node.as(TimeZones::of, "an IANA time zone");
        zone = scope -> id;
      } else {
        zone = values.value(node);
      }
    }
    Long micros = null;
    if (keys.containsKey("unit")) {
      Node unit = keys.get("unit");
      micros = MICROS.get(unit.text());
      if (micros == null) {
        throw unit.wrong("expected s, ms or us");
      }
    }
    List<DateTimeFormatter> formats =
        keys.containsKey("format")
            ? keys.get("format").elements().stream()
                .map(format -> format.as(Times::pattern, "a pattern like dd/MM/yyyy HH:mm"))
                .toList()
            : List.of();
    return new Form(zone, micros, formats);
  }

  /**
   * A pattern for local times, or for times with an offset.
   *
   * @throws IllegalArgumentException if it is not a pattern
   */
  static DateTimeFormatter pattern(String text) {
    // With 'u', since 'y' is the year of an era, and a date without era would be none.
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendPattern(text.replace('y', 'u'))
        .toFormatter(Locale.US);
  }

  /** A time with an offset, a local time or a date; null if the text does not fit the format. */
  static TemporalAccessor parse(DateTimeFormatter format, String text) {
    try {
      return format.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static TimeValue parsed(String name, Value value, Form form) {
    return scope -> {
      Object known = value.get(scope);
      if (known instanceof Instant instant) {
        return instant.toEpochMilli();
      }
      String text = Texts.of(known);
      return text == null ? null : (Long) parse(name, text, form, scope);
    };
  }

  private static long parse(String name, String text, Form form, Scope scope) {
    if (form.micros != null) {
      try {
        return Math.floorDiv(Math.multiplyExact(Long.parseLong(text), (long) form.micros), 1_000L);
      } catch (ArithmeticException | NumberFormatException e) {
        throw new UnmappedException(name + " is not a number of seconds or parts of them: " + text);
      }
    }
    TemporalAccessor time = form.formats.isEmpty() ? IsoTime.parse(text) : null;
    for (int i = 0; time == null && i < form.formats.size(); i++) {
      time = parse(form.formats.get(i), text);
    }
    if (time != null) {
      return millis(name, time, form, scope);
    }
    throw new UnmappedException(name + " is not a time as expected: " + text);
  }

  private static long millis(String name, TemporalAccessor time, Form form, Scope scope) {
    if (time instanceof OffsetDateTime absolute) {
      return absolute.toInstant().toEpochMilli();
    }
    LocalDateTime local =
        time instanceof LocalDate date ? date.atStartOfDay() : (LocalDateTime) time;
    Object zone = form.zone == null ? null : form.zone.get(scope);
    if (zone == null) {
      throw new UnmappedException(name + " is a local time, and no zone is known: " + local);
    }
    try {
      ZoneId id = zone instanceof ZoneId known ? known : TimeZones.of(zone.toString());
      return local.atZone(id).toInstant().toEpochMilli();
    } catch (DateTimeException e) {
      throw new UnmappedException("the zone of " + name + " is not an IANA time zone: " + zone);
    }
  }
}
