package dev.odyssey.detection.policy;

import dev.odyssey.detection.policy.Calendar.Hours;
import dev.odyssey.detection.policy.Policies.Edition;
import dev.odyssey.detection.policy.Setting.Value;
import dev.odyssey.events.TimeZones;
import dev.odyssey.streaming.yaml.StrictYaml;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the parts of a policies file, or of a version in a document of its own. Keys in errors
 * begin with {@code where}: where the part stands, with its separator.
 */
record PoliciesReader(StrictYaml file) {

  private static final Pattern HOURS =
      Pattern.compile("([01][0-9]|2[0-3]):([0-5][0-9])-(?:([01][0-9]|2[0-3]):([0-5][0-9])|24:00)");

  private static final List<String> DAYS = List.of("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN");

  private static final int MINUTES_A_WEEK_AT_LEAST = 60;

  IllegalArgumentException wrong(String key, Object value, String why) {
    return file.wrong(key, value, why);
  }

  void onlyKeys(String where, Map<?, ?> map, List<String> known) {
    map.forEach(
        (key, value) -> {
          if (!(key instanceof String) || !known.contains(key)) {
            throw wrong(where + key, value, "unknown key, expected one of " + known);
          }
        });
  }

  /** The elements of a list that may be missing. */
  List<?> list(String key, Object node) {
    if (node == null) {
      return List.of();
    }
    if (node instanceof List<?> list) {
      return list;
    }
    throw wrong(key, node, "expected a list");
  }

  /** The values by name of a node that may be missing. */
  private Map<?, ?> map(String key, Object node) {
    return node == null ? Map.of() : file.map(key, node);
  }

  static Instant instant(StrictYaml file, String key, Object node) {
    if (node == null) {
      throw file.wrong(key, null, "expected an instant like 2026-04-01T00:00:00.000Z");
    }
    try {
      Instant instant = Instant.parse(node.toString());
      if (!Instant.ofEpochMilli(instant.toEpochMilli()).equals(instant)) {
        throw file.wrong(key, node, "expected an instant to the millisecond");
      }
      return instant;
    } catch (DateTimeException | ArithmeticException e) {
      throw file.wrong(key, node, "expected an instant like 2026-04-01T00:00:00.000Z", e);
    }
  }

  /**
   * What the file or a version says.
   *
   * @param shared the calendars that it can use beside its own; its own go first
   */
  Edition edition(String where, Instant from, Map<?, ?> top, Map<String, Calendar> shared) {
    TreeMap<String, Calendar> own = calendars(where, top);
    Map<String, Calendar> calendars = new TreeMap<>(shared);
    calendars.putAll(own);
    Policy defaults =
        policy(where + "defaults", Policy.builtIn(from), top.get("defaults"), calendars, false);
    HashMap<String, Policy> offerings = new HashMap<>();
    map(where + "offerings", top.get("offerings"))
        .forEach(
            (offering, node) ->
                offerings.put(
                    String.valueOf(offering),
                    policy(where + "offerings." + offering, defaults, node, calendars, true)));
    return new Edition(defaults, offerings, own);
  }

  private Policy policy(
      String where, Policy base, Object node, Map<String, Calendar> calendars, boolean offering) {
    Map<Setting, Value> set = new EnumMap<>(Setting.class);
    map(where, node)
        .forEach(
            (name, value) -> {
              String key = where + "." + name;
              Setting setting = Setting.of(String.valueOf(name));
              if (setting == null) {
                throw wrong(key, value, "no such setting");
              }
              if (offering && setting.isOfContacts()) {
                throw wrong(key, value, "a setting of contacts cannot differ by offering");
              }
              set.put(setting, value(key, setting, value, calendars));
            });
    Policy policy = base.with(set, calendars);
    if (policy.millis(Setting.NO_SHOW_AFTER) < policy.millis(Setting.ARRIVAL_GRACE)) {
      Setting given =
          set.containsKey(Setting.NO_SHOW_AFTER) ? Setting.NO_SHOW_AFTER : Setting.ARRIVAL_GRACE;
      throw wrong(
          where + "." + given.key(),
          policy.written(given),
          "noShowAfter "
              + policy.written(Setting.NO_SHOW_AFTER)
              + " is below arrivalGrace "
              + policy.written(Setting.ARRIVAL_GRACE));
    }
    return policy;
  }

  private Value value(String key, Setting setting, Object node, Map<String, Calendar> calendars) {
    Value value;
    try {
      value = setting.parse(node);
    } catch (IllegalArgumentException e) {
      throw file.wrong(key, node, e.getMessage(), e);
    }
    if (value.calendar() != null) {
      Calendar calendar = calendars.get(value.calendar());
      if (calendar == null) {
        throw wrong(key, node, "no such calendar, there are " + calendars.keySet());
      }
      if (setting.isOfContacts() && calendar.isOfEventZone()) {
        throw wrong(key, node, "contacts need a calendar with a zone of its own, not zone: event");
      }
    }
    return value;
  }

  /** The {@code calendars} of the file or a version by name. */
  private TreeMap<String, Calendar> calendars(String where, Map<?, ?> top) {
    TreeMap<String, Calendar> calendars = new TreeMap<>();
    map(where + "calendars", top.get("calendars"))
        .forEach(
            (name, node) ->
                calendars.put(
                    String.valueOf(name),
                    calendar(where + "calendars." + name, String.valueOf(name), node)));
    return calendars;
  }

  private Calendar calendar(String where, String name, Object node) {
    Map<?, ?> map = file.map(where, node);
    onlyKeys(where + ".", map, List.of("zone", "open", "closed"));
    Object zone = map.get("zone");
    if (!(zone instanceof String id)
        || !(id.equals(Calendar.EVENT_ZONE) || TimeZones.isKnown(id))) {
      throw wrong(where + ".zone", zone, "expected a time zone like America/New_York, or event");
    }
    return new Calendar(
        name,
        id,
        open(where + ".open", file.map(where + ".open", map.get("open"))),
        closed(where + ".closed", map.get("closed")));
  }

  private Map<DayOfWeek, List<Hours>> open(String where, Map<?, ?> byDays) {
    Map<DayOfWeek, List<Hours>> open = new EnumMap<>(DayOfWeek.class);
    byDays.forEach(
        (days, node) -> {
          String key = where + "." + days;
          List<Hours> spans = new ArrayList<>();
          for (Object span : listed(key, node)) {
            spans.add(hours(key, span));
          }
          for (DayOfWeek day : days(key, String.valueOf(days), node)) {
            open.computeIfAbsent(day, none -> new ArrayList<>()).addAll(spans);
          }
        });
    int minutes = 0;
    for (Map.Entry<DayOfWeek, List<Hours>> day : open.entrySet()) {
      List<Hours> spans = day.getValue();
      spans.sort(Comparator.comparingInt(Hours::start));
      for (int i = 0; i < spans.size(); i++) {
        minutes += spans.get(i).minutes();
        if (i > 0 && spans.get(i).start() < spans.get(i - 1).end()) {
          throw wrong(
              where + "." + DAYS.get(day.getKey().ordinal()),
              spans.get(i - 1) + " and " + spans.get(i),
              "spans overlap");
        }
      }
    }
    if (minutes < MINUTES_A_WEEK_AT_LEAST) {
      throw wrong(where, byDays, "expected an hour a week or more");
    }
    return open;
  }

  private List<?> listed(String key, Object node) {
    if (node == null) {
      throw wrong(key, null, "expected a list like [\"08:00-12:00\"]");
    }
    return list(key, node);
  }

  /** A day, or a range of days; SAT-MON runs over the end of the week. */
  private List<DayOfWeek> days(String key, String written, Object node) {
    String[] ends = written.split("-", -1);
    int first = DAYS.indexOf(ends[0]);
    int last = DAYS.indexOf(ends[ends.length - 1]);
    if (ends.length > 2 || first < 0 || last < 0) {
      throw wrong(key, node, "expected a day like MON, or a range like MON-FRI");
    }
    List<DayOfWeek> days = new ArrayList<>();
    DayOfWeek day = DayOfWeek.of(first + 1);
    days.add(day);
    while (day.ordinal() != last) {
      day = day.plus(1);
      days.add(day);
    }
    return days;
  }

  private Hours hours(String key, Object node) {
    Matcher hours = HOURS.matcher(String.valueOf(node));
    if (!hours.matches()) {
      throw wrong(key, node, "expected a span like 08:00-12:00");
    }
    int start = minute(hours.group(1), hours.group(2));
    int end = hours.group(3) == null ? 24 * 60 : minute(hours.group(3), hours.group(4));
    if (start >= end) {
      throw wrong(key, node, "expected a span that ends after its start, on the same day");
    }
    return new Hours(start, end);
  }

  private static int minute(String hour, String minute) {
    return Integer.parseInt(hour) * 60 + Integer.parseInt(minute);
  }

  private TreeSet<LocalDate> closed(String where, Object node) {
    TreeSet<LocalDate> closed = new TreeSet<>();
    for (Object date : list(where, node)) {
      try {
        closed.add(LocalDate.parse(String.valueOf(date)));
      } catch (DateTimeException e) {
        throw file.wrong(where, date, "expected a date like 2026-12-25", e);
      }
    }
    return closed;
  }
}
