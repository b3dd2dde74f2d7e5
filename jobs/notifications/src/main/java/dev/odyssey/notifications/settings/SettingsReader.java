package dev.odyssey.notifications.settings;

import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Severity;
import dev.odyssey.notifications.Alert;
import dev.odyssey.notifications.MessageChannel;
import dev.odyssey.notifications.OutreachOption;
import dev.odyssey.notifications.Recipient;
import dev.odyssey.notifications.settings.AlertSettings.Route;
import dev.odyssey.notifications.settings.AlertSettings.Storm;
import dev.odyssey.notifications.settings.OutreachSettings.Play;
import dev.odyssey.streaming.yaml.StrictYaml;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/** Reads a notifications file: each method a part of it, named by the key where it stands. */
final class SettingsReader {

  private static final Duration LONGEST = Duration.ofDays(3650);

  private final StrictYaml file;

  SettingsReader(StrictYaml file) {
    this.file = file;
  }

  NotificationSettings read(String yaml) {
    NotificationSettings builtIn = NotificationSettings.builtIn();
    Section top = new Section("", file.read(yaml));
    NotificationSettings settings =
        new NotificationSettings(
            top.section("alerts", builtIn.alerts(), this::alerts),
            top.section("feeds", builtIn.feeds(), this::feeds),
            top.section("outreach", builtIn.outreach(), this::outreach));
    top.refuseTheRest();
    return settings;
  }

  private AlertSettings alerts(Section section, AlertSettings builtIn) {
    return new AlertSettings(
        section.value("holds", builtIn.holds(), this::holds),
        section.value("pagingHorizon", builtIn.pagingHorizon(), this::duration),
        section.value("inhibits", builtIn.inhibits(), this::inhibits),
        section.section("storm", builtIn.storm(), this::storm),
        section.value("routes", builtIn.routes(), this::routes),
        section.value("runbooks", builtIn.runbooks(), this::runbooks));
  }

  private Map<Severity, Duration> holds(String key, Object node) {
    return table(key, node, one(Severity.class), this::duration);
  }

  private List<String> inhibits(String key, Object node) {
    return distinct(key, node, this::code);
  }

  private Storm storm(Section section, Storm builtIn) {
    return new Storm(
        section.value("moreThan", builtIn.moreThan(), this::count),
        section.value("within", builtIn.within(), this::positive),
        section.value("updateEvery", builtIn.updateEvery(), this::positive));
  }

  private List<Route> routes(String key, Object node) {
    List<Route> routes = list(key, node, this::route);
    for (int i = 0; i < routes.size(); i++) {
      boolean last = i == routes.size() - 1;
      if (last != fitsAll(routes.get(i))) {
        throw file.wrong(
            at(key, i),
            routes.get(i).name(),
            last ? "the last route must fit all" : "it fits all: what follows is never reached");
      }
    }
    if (routes.isEmpty()) {
      throw file.wrong(key, node, "expected a route at least");
    }
    return routes;
  }

  private static boolean fitsAll(Route route) {
    return route.codes().isEmpty() && route.severities().isEmpty() && route.regions().isEmpty();
  }

  private Route route(String key, Object node) {
    Section section = new Section(key, file.map(key, node));
    Route route =
        new Route(
            section.required("name", this::text),
            section.value("codes", List.of(), (at, codes) -> distinct(at, codes, this::alertCode)),
            section.value(
                "severities", List.of(), (at, some) -> distinct(at, some, one(Severity.class))),
            section.value("regions", List.of(), (at, some) -> distinct(at, some, this::text)));
    section.refuseTheRest();
    return route;
  }

  private Map<String, String> runbooks(String key, Object node) {
    return table(key, node, this::alertCode, this::text);
  }

  private String alertCode(String key, Object value) {
    return Alert.FEED_SILENT.equals(value) ? Alert.FEED_SILENT : code(key, value);
  }

  private String code(String key, Object value) {
    String code = text(key, value);
    if (!DefectCode.BUILT_IN.contains(code)) {
      throw file.wrong(key, value, "expected one of " + DefectCode.BUILT_IN);
    }
    return code;
  }

  private FeedSettings feeds(Section section, FeedSettings builtIn) {
    FeedSettings feeds =
        new FeedSettings(
            section.value("cycle", builtIn.cycle(), this::positive),
            section.value("slot", builtIn.slot(), this::positive),
            section.value("learned", builtIn.learned(), this::count),
            section.value("atLeast", builtIn.atLeast(), this::duration),
            section.value("missed", builtIn.missed(), this::number),
            section.value("suspect", builtIn.suspect(), this::number),
            section.value("recovery", builtIn.recovery(), this::duration));
    if (feeds.cycle().toMillis() % feeds.slot().toMillis() != 0) {
      throw file.wrong(
          section.at("slot"), feeds.slot(), "the cycle " + feeds.cycle() + " is no multiple of it");
    }
    if (feeds.suspect() > feeds.missed()) {
      throw file.wrong(
          section.at("suspect"), feeds.suspect(), "it is more than missed, " + feeds.missed());
    }
    return feeds;
  }

  private OutreachSettings outreach(Section section, OutreachSettings builtIn) {
    QuietHours quiet =
        section.section(
            "quietHours",
            new QuietHours(builtIn.quietFrom(), builtIn.quietTo()),
            (hours, usual) ->
                new QuietHours(
                    hours.value("from", usual.from, this::timeOfDay),
                    hours.value("to", usual.to, this::timeOfDay)));
    return new OutreachSettings(
        quiet.from,
        quiet.to,
        section.value("cap", builtIn.cap(), this::duration),
        section.value("zones", builtIn.zones(), this::zones),
        section.value("defaultZone", builtIn.defaultZone(), this::zone),
        channels(section, builtIn),
        section.value("playbook", builtIn.playbook(), this::playbook));
  }

  private record QuietHours(LocalTime from, LocalTime to) {}

  private Map<String, ZoneId> zones(String key, Object node) {
    return table(key, node, this::text, this::zone);
  }

  /** What is said of one kind of recipient says nothing of the other. */
  private Map<Recipient.Kind, List<MessageChannel>> channels(
      Section section, OutreachSettings builtIn) {
    Map<Recipient.Kind, List<MessageChannel>> channels = new EnumMap<>(builtIn.channels());
    channels.putAll(
        section.value(
            "channels",
            Map.of(),
            (key, node) ->
                table(
                    key,
                    node,
                    one(Recipient.Kind.class),
                    (at, some) -> someDistinct(at, some, one(MessageChannel.class)))));
    return channels;
  }

  private Map<String, List<Play>> playbook(String key, Object node) {
    return table(key, node, this::code, this::plays);
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
    Section section = new Section(key, file.map(key, node));
    Play play =
        new Play(
            section.required("to", one(Recipient.Kind.class)),
            section.required("template", this::text),
            section.required(
                "options", (at, some) -> someDistinct(at, some, one(OutreachOption.class))),
            section.required("validFor", this::positive),
            section.value("untilWindow", false, this::yesOrNo));
    section.refuseTheRest();
    return play;
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

  private LocalTime timeOfDay(String key, Object value) {
    try {
      return LocalTime.parse(String.valueOf(value));
    } catch (DateTimeException e) {
      throw file.wrong(key, value, "expected a time of day like 21:00", e);
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

  private double number(String key, Object value) {
    String expected = "expected a number above 0";
    try {
      double number = Double.parseDouble(String.valueOf(value));
      if (number > 0 && Double.isFinite(number)) {
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

  /** Values by name, of which those that nobody asks for are refused. */
  private final class Section {
    private final String where;
    private final Map<String, Object> left = new LinkedHashMap<>();

    Section(String where, Map<?, ?> values) {
      this.where = where;
      values.forEach((key, value) -> left.put(String.valueOf(key), value));
    }

    String at(String key) {
      return where.isEmpty() ? key : where + "." + key;
    }

    <T> T value(String key, T builtIn, BiFunction<String, Object, T> read) {
      return left.containsKey(key) ? read.apply(at(key), left.remove(key)) : builtIn;
    }

    <T> T required(String key, BiFunction<String, Object, T> read) {
      return read.apply(at(key), left.remove(key));
    }

    <T> T section(String key, T builtIn, BiFunction<Section, T, T> read) {
      return value(
          key,
          builtIn,
          (at, node) -> {
            Section section = new Section(at, file.map(at, node));
            T values = read.apply(section, builtIn);
            section.refuseTheRest();
            return values;
          });
    }

    void refuseTheRest() {
      left.forEach(
          (key, value) -> {
            throw file.wrong(at(key), value, "no such setting");
          });
    }
  }
}
