package dev.odyssey.notifications.settings;

import dev.odyssey.defects.Severity;
import dev.odyssey.notifications.MessageChannel;
import dev.odyssey.notifications.OutreachOption;
import dev.odyssey.notifications.Recipient;
import dev.odyssey.notifications.settings.AlertSettings.Flapping;
import dev.odyssey.notifications.settings.AlertSettings.Route;
import dev.odyssey.notifications.settings.AlertSettings.Surge;
import dev.odyssey.notifications.settings.MessageSettings.Night;
import dev.odyssey.notifications.settings.MessageSettings.Play;
import dev.odyssey.notifications.settings.MessageSettings.QuietHours;
import dev.odyssey.streaming.yaml.StrictYaml;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Reads a notifications file over the built-in values; each method a part of it. */
final class SettingsReader {

  private static final Duration LONGEST = Duration.ofDays(3650);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final String FEED = "FEED";

  private final StrictYaml file;
  private final Set<String> codes = new HashSet<>(Codes.SUITE);
  private final Set<String> templates = new HashSet<>();
  private final Set<String> unused = new HashSet<>();

  SettingsReader(StrictYaml file) {
    this.file = file;
  }

  NotificationSettings read(Map<?, ?> given, Map<?, ?> builtIn) {
    Section top = new Section("", given, builtIn);
    codes.addAll(top.value("codes", (key, node) -> distinct(key, node, this::text)));
    templatesOf(builtIn);
    List<String> own = top.value("templates", (key, node) -> distinct(key, node, this::text));
    templates.addAll(own);
    unused.addAll(own);
    NotificationSettings settings =
        new NotificationSettings(
            top.section("cases", this::cases),
            top.section("alerts", this::alerts),
            top.section("feeds", this::feeds),
            top.section("messages", this::messages));
    top.refuseTheRest();
    for (String template : own) {
      if (unused.contains(template)) {
        throw file.wrong("templates", template, "nobody uses it");
      }
    }
    return settings;
  }

  /** The templates that the built-in playbook uses. */
  private void templatesOf(Map<?, ?> builtIn) {
    Map<?, ?> messages = (Map<?, ?>) builtIn.get("messages");
    for (Object plays : ((Map<?, ?>) messages.get("playbook")).values()) {
      for (Object play : (List<?>) plays) {
        templates.add((String) ((Map<?, ?>) play).get("template"));
      }
    }
  }

  private CaseSettings cases(Section section) {
    return new CaseSettings(
        section.table("holds", this::codeOrSeverity, this::duration),
        section.value("newsHorizon", this::positive),
        section.value("pointFor", this::positive),
        Set.copyOf(section.value("clearable", this::codes)),
        section.value("promise", this::codes));
  }

  private AlertSettings alerts(Section section) {
    Map<String, Hours> calendars = section.table("calendars", this::text, this::calendar);
    AlertSettings settings =
        new AlertSettings(
            section.value("pageAt", one(Severity.class)),
            section.value("groupWait", this::duration),
            section.value("groupInterval", this::positive),
            section.value("membersAfter", this::positive),
            section.table("remindEvery", one(Severity.class), this::positive),
            section.value("escalateAfter", this::positive),
            section.section(
                "flapping",
                flapping ->
                    new Flapping(
                        flapping.value("firsts", this::count),
                        flapping.value("within", this::positive),
                        flapping.value("clearFor", this::positive))),
            section.section("surge", this::surge),
            section.value("routes", (key, node) -> routes(key, node, calendars)),
            section.table("runbooks", this::codeOrFeed, this::text));
    Set<String> used = new HashSet<>();
    for (Route route : settings.routes()) {
      if (route.hours() != null) {
        calendars.forEach((name, hours) -> used.add(hours.equals(route.hours()) ? name : ""));
      }
    }
    for (String name : calendars.keySet()) {
      if (!used.contains(name)) {
        throw file.wrong(section.at("calendars"), name, "no route uses it");
      }
    }
    return settings;
  }

  private Surge surge(Section section) {
    return new Surge(
        section.value("atLeast", this::count),
        section.value("within", this::positive),
        section.value("usual", this::share),
        section.value("weeks", this::count),
        section.value("regions", this::count),
        section.value("expireAfter", this::positive),
        section.value("promise", this::codes));
  }

  private Hours calendar(String key, Object node) {
    Section section = new Section(key, file.map(key, node), Map.of());
    ZoneId zone = section.required("zone", this::zone);
    Map<DayOfWeek, List<Hours.Span>> open = new EnumMap<>(DayOfWeek.class);
    section
        .required("open", (at, days) -> table(at, days, this::text, this::spans))
        .forEach(
            (days, spans) -> {
              for (DayOfWeek day : days(section.at("open"), days)) {
                if (open.put(day, spans) != null) {
                  throw file.wrong(section.at("open"), days, day + " is there twice");
                }
              }
            });
    Set<LocalDate> closed =
        section.given("closed")
            ? Set.copyOf(section.required("closed", (at, dates) -> distinct(at, dates, this::date)))
            : Set.of();
    section.refuseTheRest();
    if (open.isEmpty()) {
      throw file.wrong(section.at("open"), "{}", "it is never open");
    }
    return new Hours(zone, open, closed);
  }

  private List<DayOfWeek> days(String key, String text) {
    String[] ends = text.split("-", 2);
    int from = day(key, text, ends[0]);
    int to = ends.length == 1 ? from : day(key, text, ends[1]);
    if (to < from) {
      throw file.wrong(key, text, "the range ends before it begins");
    }
    return List.of(DayOfWeek.values()).subList(from, to + 1);
  }

  private int day(String key, String text, String name) {
    for (DayOfWeek day : DayOfWeek.values()) {
      if (day.name().substring(0, 3).equals(name)) {
        return day.ordinal();
      }
    }
    throw file.wrong(key, text, "expected a day like MON, or a range like MON-FRI");
  }

  private List<Hours.Span> spans(String key, Object node) {
    List<Hours.Span> spans = someDistinct(key, node, this::span);
    LocalTime end = null;
    for (Hours.Span span : spans) {
      if (end != null && span.from().isBefore(end)) {
        throw file.wrong(key, node, "spans overlap or are out of order");
      }
      end = span.to() == null ? LocalTime.MAX : span.to();
    }
    return spans;
  }

  private Hours.Span span(String key, Object value) {
    String[] ends = text(key, value).split("-", 2);
    if (ends.length != 2) {
      throw file.wrong(key, value, "expected a span like 08:00-12:00");
    }
    LocalTime from = timeOfDay(key, ends[0]);
    LocalTime to = "24:00".equals(ends[1]) ? null : timeOfDay(key, ends[1]);
    if (to != null && !from.isBefore(to)) {
      throw file.wrong(key, value, "the span ends before it begins");
    }
    return new Hours.Span(from, to);
  }

  private List<Route> routes(String key, Object node, Map<String, Hours> calendars) {
    List<Route> routes = list(key, node, (at, route) -> route(at, route, calendars));
    Set<String> names = new HashSet<>();
    for (int i = 0; i < routes.size(); i++) {
      Route route = routes.get(i);
      boolean last = i == routes.size() - 1;
      if (last != route.fitsAll()) {
        throw file.wrong(
            at(key, i),
            route.name(),
            last ? "the last route must fit all" : "it fits all: what follows is never reached");
      }
      if (!names.add(route.name())) {
        throw file.wrong(at(key, i), route.name(), "the name is there twice");
      }
    }
    if (routes.isEmpty()) {
      throw file.wrong(key, node, "expected a route at least");
    }
    for (Route route : routes) {
      if (route.escalateTo() != null && !names.contains(route.escalateTo())) {
        throw file.wrong(key + ".escalateTo", route.escalateTo(), "no route of that name");
      }
    }
    return routes;
  }

  private Route route(String key, Object node, Map<String, Hours> calendars) {
    Section section = new Section(key, file.map(key, node), Map.of());
    Route route =
        new Route(
            section.required("name", this::text),
            section.optional("codes", List.of(), this::codesOrFeed),
            section.optional(
                "severities", List.of(), (at, some) -> someDistinct(at, some, one(Severity.class))),
            section.optional(
                "regions", List.of(), (at, some) -> someDistinct(at, some, this::text)),
            section.optional("pageAt", null, one(Severity.class)),
            section.optional("hours", null, (at, name) -> calendar(at, name, calendars)),
            section.optional("escalateTo", null, this::text));
    section.refuseTheRest();
    return route;
  }

  private Hours calendar(String key, Object name, Map<String, Hours> calendars) {
    Hours hours = calendars.get(text(key, name));
    if (hours == null) {
      throw file.wrong(key, name, "no calendar of that name");
    }
    return hours;
  }

  private static boolean isPressed(Duration cycle) {
    return cycle.compareTo(Duration.ofMinutes(7)) >= 0 && cycle.compareTo(Duration.ofHours(1)) <= 0;
  }

  private FeedSettings feeds(Section section) {
    Duration cycle = section.value("cycle", this::positive);
    if (!cycle.equals(FeedSettings.WEEK) && !isPressed(cycle)) {
      throw file.wrong(
          section.at("cycle"),
          cycle,
          "must be P7D, or PT7M to PT1H where time is pressed together");
    }
    return new FeedSettings(
        cycle,
        Set.copyOf(section.value("holidays", (at, dates) -> distinct(at, dates, this::date))),
        section.value("window", this::positive),
        section.value("doubt", this::share),
        section.value("silentMissing", this::count),
        section.value("low", this::share),
        section.value("lowLikelihood", this::share),
        section.value("back", this::share),
        section.value("backFor", this::positive),
        section.value("fresh", this::positive),
        section.value("freshShare", this::share),
        section.value("maxWait", this::duration),
        section.value("providerMaxWait", this::duration),
        section.value("providerVisits", this::count));
  }

  private MessageSettings messages(Section section) {
    int[] from = new int[1];
    Duration within =
        section.section(
            "digest",
            digest -> {
              from[0] = digest.value("from", this::count);
              return digest.value("within", this::positive);
            });
    return new MessageSettings(
        section.value("digestWait", this::duration),
        from[0],
        within,
        section.value("cap", this::duration),
        section.value("quietHours", (at, some) -> list(at, some, this::quietHours)),
        section.section("never", this::night),
        section.value("earlyUntil", this::timeOfDay),
        section.value("windowGrace", this::duration),
        section.table("zones", this::text, this::zone),
        section.table(
            "channels",
            one(Recipient.Kind.class),
            (at, some) -> someDistinct(at, some, one(MessageChannel.class))),
        section.table("playbook", this::code, this::plays));
  }

  private QuietHours quietHours(String key, Object node) {
    Section section = new Section(key, file.map(key, node), Map.of());
    QuietHours hours =
        new QuietHours(
            section.optional(
                "channels",
                List.of(),
                (at, some) -> someDistinct(at, some, one(MessageChannel.class))),
            section.optional(
                "to", List.of(), (at, some) -> someDistinct(at, some, one(Recipient.Kind.class))),
            section.optional(
                "regions", List.of(), (at, some) -> someDistinct(at, some, this::text)),
            section.given("from")
                ? new Night(
                    section.required("from", this::timeOfDay),
                    section.required("until", this::timeOfDay))
                : null);
    section.refuseTheRest();
    return hours;
  }

  private Night night(Section section) {
    return new Night(
        section.required("from", this::timeOfDay), section.required("until", this::timeOfDay));
  }

  private List<Play> plays(String key, Object node) {
    List<Play> plays = list(key, node, this::play);
    Set<Recipient.Kind> told = new HashSet<>();
    for (Play play : plays) {
      if (!told.add(play.to())) {
        throw file.wrong(key, play.to(), "told twice about the same thing");
      }
    }
    return plays;
  }

  private Play play(String key, Object node) {
    Section section = new Section(key, file.map(key, node), Map.of());
    Play play =
        new Play(
            section.required("to", one(Recipient.Kind.class)),
            section.required("template", this::template),
            section.required(
                "options", (at, some) -> someDistinct(at, some, one(OutreachOption.class))),
            section.required("validFor", this::positive),
            section.optional("untilWindow", false, this::yesOrNo));
    section.refuseTheRest();
    return play;
  }

  private String template(String key, Object value) {
    String template = text(key, value);
    if (!templates.contains(template)) {
      throw file.wrong(key, value, "no such template; list your own under templates");
    }
    if (template.indexOf('/') >= 0) {
      throw file.wrong(key, value, "the name of a template must not have a slash");
    }
    unused.remove(template);
    return template;
  }

  private String code(String key, Object value) {
    String code = text(key, value);
    if (!codes.contains(code)) {
      throw file.wrong(key, value, "no such code; list those of your own rules under codes");
    }
    return code;
  }

  private List<String> codes(String key, Object node) {
    return distinct(key, node, this::code);
  }

  private String codeOrFeed(String key, Object value) {
    return FEED.equals(value) ? FEED : code(key, value);
  }

  private List<String> codesOrFeed(String key, Object node) {
    return someDistinct(key, node, this::codeOrFeed);
  }

  private String codeOrSeverity(String key, Object value) {
    boolean isSeverity =
        Arrays.stream(Severity.values()).anyMatch(severity -> severity.name().equals(value));
    return isSeverity ? text(key, value) : code(key, value);
  }

  private Duration duration(String key, Object value) {
    try {
      Duration duration = Duration.parse(String.valueOf(value));
      if (!duration.isNegative() && duration.compareTo(LONGEST) <= 0) {
        return duration;
      }
    } catch (DateTimeException e) {
      throw file.wrong(key, value, "expected an ISO-8601 duration like PT30M or P7D", e);
    }
    throw file.wrong(key, value, "expected a duration from PT0S to " + LONGEST);
  }

  private Duration positive(String key, Object value) {
    Duration duration = duration(key, value);
    if (duration.toMillis() < 1) {
      throw file.wrong(key, value, "expected a duration of PT0.001S or more");
    }
    return duration;
  }

  private Duration minutes(String key, Object value) {
    Duration duration = positive(key, value);
    if (duration.toMillis() % MINUTE.toMillis() != 0) {
      throw file.wrong(key, value, "expected whole minutes");
    }
    return duration;
  }

  private LocalTime timeOfDay(String key, Object value) {
    try {
      return LocalTime.parse(String.valueOf(value));
    } catch (DateTimeException e) {
      throw file.wrong(key, value, "expected a time of day like 21:00", e);
    }
  }

  private LocalDate date(String key, Object value) {
    try {
      return LocalDate.parse(String.valueOf(value));
    } catch (DateTimeException e) {
      throw file.wrong(key, value, "expected a date like 2026-12-25", e);
    }
  }

  private ZoneId zone(String key, Object value) {
    String id = text(key, value);
    if (!ZoneId.getAvailableZoneIds().contains(id)) {
      throw file.wrong(key, value, "expected an IANA time zone like America/New_York");
    }
    return ZoneId.of(id);
  }

  private int count(String key, Object value) {
    String expected = "expected a count of 1 or more";
    try {
      int count = Integer.parseInt(String.valueOf(value));
      if (count >= 1) {
        return count;
      }
    } catch (NumberFormatException e) {
      throw file.wrong(key, value, expected, e);
    }
    throw file.wrong(key, value, expected);
  }

  private double share(String key, Object value) {
    String expected = "expected a number above 0 and below 1";
    try {
      double number = Double.parseDouble(String.valueOf(value));
      if (number > 0 && number < 1) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw file.wrong(key, value, expected, e);
    }
    throw file.wrong(key, value, expected);
  }

  private boolean yesOrNo(String key, Object value) {
    return switch (String.valueOf(value)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw file.wrong(key, value, "expected true or false");
    };
  }

  private String text(String key, Object value) {
    if (value instanceof String text && !text.isBlank()) {
      return text;
    }
    throw file.wrong(key, value, "expected a text");
  }

  private <E extends Enum<E>> BiFunction<String, Object, E> one(Class<E> type) {
    E[] all = type.getEnumConstants();
    return (key, value) ->
        Arrays.stream(all)
            .filter(one -> one.name().equals(value))
            .findFirst()
            .orElseThrow(() -> file.wrong(key, value, "expected one of " + Arrays.asList(all)));
  }

  private <T> List<T> list(String key, Object node, BiFunction<String, Object, T> element) {
    if (!(node instanceof List<?> nodes)) {
      throw file.wrong(key, node, "expected a list");
    }
    List<T> list = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      list.add(element.apply(at(key, i), nodes.get(i)));
    }
    return list;
  }

  private <T> List<T> distinct(String key, Object node, BiFunction<String, Object, T> element) {
    List<T> list = list(key, node, element);
    Set<T> seen = new HashSet<>();
    for (T one : list) {
      if (!seen.add(one)) {
        throw file.wrong(key, one, "it is there twice");
      }
    }
    return list;
  }

  private <T> List<T> someDistinct(String key, Object node, BiFunction<String, Object, T> element) {
    List<T> list = distinct(key, node, element);
    if (list.isEmpty()) {
      throw file.wrong(key, node, "expected one at least");
    }
    return list;
  }

  private <K, V> Map<K, V> table(
      String key,
      Object node,
      BiFunction<String, Object, K> names,
      BiFunction<String, Object, V> values) {
    Map<K, V> table = new LinkedHashMap<>();
    file.map(key, node)
        .forEach(
            (name, value) -> {
              String at = key + "." + name;
              table.put(names.apply(at, name), values.apply(at, value));
            });
    return table;
  }

  private static String at(String key, int index) {
    return key + "[" + index + "]";
  }

  /** Values by name over built-in ones; those that nobody asks for are refused. */
  private final class Section {
    private final String where;
    private final Map<String, Object> given = new LinkedHashMap<>();
    private final Map<?, ?> builtIn;

    Section(String where, Map<?, ?> values, Map<?, ?> builtIn) {
      this.where = where;
      this.builtIn = builtIn;
      values.forEach((key, value) -> given.put(String.valueOf(key), value));
    }

    String at(String key) {
      return where.isEmpty() ? key : where + "." + key;
    }

    boolean given(String key) {
      return given.containsKey(key);
    }

    /** What is given, else what is built in. */
    <T> T value(String key, BiFunction<String, Object, T> read) {
      Object node = given.containsKey(key) ? given.remove(key) : builtIn.get(key);
      return read.apply(at(key), node);
    }

    <T> T required(String key, BiFunction<String, Object, T> read) {
      return value(key, read);
    }

    <T> T optional(String key, T otherwise, BiFunction<String, Object, T> read) {
      return given.containsKey(key) ? read.apply(at(key), given.remove(key)) : otherwise;
    }

    /** What is built in, and what is given over it. */
    <K, V> Map<K, V> table(
        String key, BiFunction<String, Object, K> names, BiFunction<String, Object, V> values) {
      Map<Object, Object> all = new LinkedHashMap<>((Map<?, ?>) builtIn.get(key));
      if (given.containsKey(key)) {
        all.putAll(file.map(at(key), given.remove(key)));
      }
      return new HashMap<>(SettingsReader.this.table(at(key), all, names, values));
    }

    <T> T section(String key, Function<Section, T> read) {
      Map<?, ?> inner = given.containsKey(key) ? file.map(at(key), given.remove(key)) : Map.of();
      Section section = new Section(at(key), inner, (Map<?, ?>) builtIn.get(key));
      T value = read.apply(section);
      section.refuseTheRest();
      return value;
    }

    void refuseTheRest() {
      given.forEach(
          (key, value) -> {
            throw file.wrong(at(key), value, "no such setting");
          });
    }
  }
}
