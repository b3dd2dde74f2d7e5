package dev.odyssey.notifications.alerts;

import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.DefectStatus;
import dev.odyssey.defects.Severity;
import dev.odyssey.notifications.Alert;
import dev.odyssey.notifications.Silence;
import dev.odyssey.notifications.Silence.Comparison;
import dev.odyssey.notifications.Silence.Matcher;
import dev.odyssey.notifications.feeds.FeedStatus;
import dev.odyssey.notifications.incidents.Defects;
import dev.odyssey.notifications.incidents.Incident;
import dev.odyssey.notifications.incidents.IncidentBench;
import dev.odyssey.notifications.settings.NotificationSettings;
import dev.odyssey.notifications.state.HeapEntries;
import dev.odyssey.streaming.DetectionClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A story in a few words, and the alerts that come of it, without any Flink:
 *
 * <pre>
 * 0s raise MISSED_WINDOW/o1; 3m clear MISSED_WINDOW/o1
 * </pre>
 *
 * <p>Times count from the beginning. Orders are in the region R, those called by {@code @S} in S.
 * Verbs: raise, clear, retract, again (the last change once more), correct (another summary), old
 * (raised long before it was found: {@code old NO_SHOW/o1 6h}), feed ({@code feed R SILENT}),
 * silence ({@code silence s region=R 0s..10m}), unsilence, outage ({@code outage R since}).
 */
final class Story {

  private final NotificationSettings settings;
  private final Duration retention = Duration.ofDays(60);
  private final IncidentBench incidents;
  private final DetectionClock clock = DetectionClock.replay();
  private final TreeMap<Long, List<Runnable>> acts = new TreeMap<>();
  private final Map<String, DefectChange> last = new HashMap<>();
  private final Map<String, Silence> silences = new TreeMap<>();
  private final Map<AlertKey, Book> books = new HashMap<>();
  private final TreeMap<AlertKeyAt, List<Incident>> due = new TreeMap<>();
  private final List<Alert> alerts = new ArrayList<>();

  private record AlertKeyAt(long at, String key) implements Comparable<AlertKeyAt> {
    @Override
    public int compareTo(AlertKeyAt other) {
      return at == other.at ? key.compareTo(other.key) : Long.compare(at, other.at);
    }
  }

  private static final class Book {
    final HeapEntries<AlertState> alerts = new HeapEntries<>();
    final HeapEntries<Long> silenced = new HeapEntries<>();
    final TreeMap<Long, List<String>> dues = new TreeMap<>();
    Traffic traffic = Traffic.NONE;
  }

  Story(NotificationSettings settings) {
    this.settings = settings;
    this.incidents = new IncidentBench(settings, clock, retention);
  }

  static Story of(String script) {
    return new Story(NotificationSettings.builtIn()).play(script);
  }

  Story play(String script) {
    for (String line : script.split(";")) {
      if (!line.isBlank()) {
        act(line.strip().split("\\s+"));
      }
    }
    return this;
  }

  /** Many defects of one code at even distances, which pass their hold: the steps themselves. */
  static Story fast(String code, int defects, Duration within) {
    Story story = new Story(NotificationSettings.builtIn());
    Severity severity = Defects.severity(code);
    long hold = story.settings.alerts().hold(severity).orElseThrow().toMillis();
    for (int i = 0; i < defects; i++) {
      long at = Defects.START + within.toMillis() * i / defects;
      for (Incident.Step step : List.of(Incident.Step.PENDING, Incident.Step.FIRING)) {
        story.hand(
            new Incident(
                code + ":o" + i,
                step,
                step == Incident.Step.PENDING ? at : at + hold,
                null,
                code,
                severity,
                "R",
                "found",
                at,
                null,
                Defects.change(code, "o" + i, "R", 1, DefectStatus.RAISED, at),
                null));
      }
    }
    return story;
  }

  /** The incidents of a story without silences. */
  static List<Incident> incidents(String script, String end) {
    return of(script).incidents.until(time(end));
  }

  static long time(String text) {
    return Defects.START + Duration.parse("PT" + text).toMillis();
  }

  private void act(String... words) {
    long at = time(words[0]);
    switch (words[1]) {
      case "raise" -> change(words[2], DefectStatus.RAISED, at, at, "found");
      case "correct" -> change(words[2], DefectStatus.RAISED, at, at, "corrected");
      case "clear" -> change(words[2], DefectStatus.CLEARED, at, at, "found");
      case "retract" -> change(words[2], DefectStatus.RETRACTED, at, at, "found");
      case "old" ->
          change(
              words[2],
              DefectStatus.RAISED,
              at - Duration.parse("PT" + words[3]).toMillis(),
              at,
              "found");
      case "again" -> incidents.add(at, last.get(words[2]));
      case "feed" ->
          incidents.add(at, new FeedStatus(words[2], FeedStatus.State.valueOf(words[3]), at, at));
      case "silence" -> {
        String[] times = words[4].split("\\.\\.");
        Silence silence =
            new Silence(
                words[2], matchers(words[3]), time(times[0]), time(times[1]), "quiet", "me");
        then(at, () -> silences.put(words[2], silence));
      }
      case "unsilence" -> then(at, () -> silences.remove(words[2]));
      case "outage" -> feed(Incident.Step.FIRING, words[2], time(words[3]), null, at);
      case "recovered" -> feed(Incident.Step.CLEARED, words[2], time(words[3]), at, at);
      default -> throw new IllegalArgumentException(words[1]);
    }
  }

  private void then(long at, Runnable act) {
    acts.computeIfAbsent(at, none -> new ArrayList<>()).add(act);
  }

  private void feed(Incident.Step step, String region, long since, Long until, long at) {
    hand(
        new Incident(
            "FEED_SILENT:" + region + ":" + since,
            step,
            at,
            null,
            Alert.FEED_SILENT,
            Severity.CRITICAL,
            region,
            "silent",
            since,
            until,
            null,
            null));
  }

  private static List<Matcher> matchers(String text) {
    List<Matcher> matchers = new ArrayList<>();
    for (String one : text.split(",")) {
      String[] sides = one.split("!~|=~|!=|=", 2);
      String sign = one.substring(sides[0].length(), one.length() - sides[1].length());
      Comparison comparison =
          switch (sign) {
            case "=" -> Comparison.EQUALS;
            case "!=" -> Comparison.NOT_EQUALS;
            case "=~" -> Comparison.MATCHES;
            case "!~" -> Comparison.NOT_MATCHES;
            default -> throw new IllegalArgumentException(sign);
          };
      matchers.add(new Matcher(sides[0], comparison, sides[1]));
    }
    return matchers;
  }

  private void change(String name, DefectStatus status, long raisedAt, long at, String summary) {
    String[] parts = name.split("/");
    String code = parts[0];
    String region = name.contains("@") ? name.substring(name.indexOf('@') + 1) : "R";
    DefectChange before = last.get(name);
    DefectChange change =
        Defects.change(
            code,
            parts[1],
            region,
            Defects.severity(code),
            summary,
            before == null ? 1 : before.revision() + 1,
            status,
            before == null ? raisedAt : before.finding().raisedAt(),
            at);
    last.put(name, change);
    incidents.add(at, change);
  }

  private void hand(Incident incident) {
    due.computeIfAbsent(
            new AlertKeyAt(incident.at(), RaiseAlerts.keyOf(incident)), none -> new ArrayList<>())
        .add(incident);
  }

  /** The alerts, once time has passed. */
  List<Alert> until(String end) {
    long last = time(end);
    for (Incident incident : incidents.until(last)) {
      hand(incident);
    }
    while (true) {
      TreeSet<Long> instants = new TreeSet<>();
      if (!acts.isEmpty()) {
        instants.add(acts.firstKey());
      }
      if (!due.isEmpty()) {
        instants.add(due.firstKey().at());
      }
      books.values().stream()
          .filter(book -> !book.dues.isEmpty())
          .forEach(book -> instants.add(book.dues.firstKey()));
      if (instants.isEmpty() || instants.first() > last) {
        return alerts;
      }
      take(instants.first());
    }
  }

  private void take(long now) {
    List<Runnable> first = acts.remove(now);
    if (first != null) {
      first.forEach(Runnable::run);
    }
    TreeSet<String> keys = new TreeSet<>();
    due.keySet().stream().filter(at -> at.at() == now).forEach(at -> keys.add(at.key()));
    books.forEach(
        (key, book) -> {
          if (book.dues.containsKey(now)) {
            keys.add(key.text());
          }
        });
    for (String key : keys) {
      Book state = books.computeIfAbsent(AlertKey.parse(key), none -> new Book());
      AlertBook book =
          new AlertBook(
              AlertKey.parse(key),
              settings.alerts(),
              retention,
              Silences.of(silences.values()),
              true,
              state.traffic,
              state.alerts,
              state.silenced,
              (at, id) -> state.dues.computeIfAbsent(at, none -> new ArrayList<>()).add(id));
      List<Incident> arrived = due.remove(new AlertKeyAt(now, key));
      List<String> reminders = state.dues.remove(now);
      alerts.addAll(
          book.take(
              arrived == null ? List.of() : arrived,
              reminders == null ? List.of() : reminders,
              now,
              clock.now(now)));
      state.traffic = book.traffic();
    }
  }

  /** Every state access of the alerts, so far. */
  long accesses() {
    return books.values().stream()
        .mapToLong(book -> book.alerts.accesses() + book.silenced.accesses())
        .sum();
  }

  /**
   * Alerts in a few words: {@code 1m FIRING! MISSED_WINDOW/o1}, where the mark means that somebody
   * is interrupted, and what suppresses it stands behind.
   */
  static String tell(List<Alert> alerts) {
    return String.join("; ", alerts.stream().map(Story::tell).toList());
  }

  private static String tell(Alert alert) {
    String at =
        Duration.ofMillis(alert.detectedAt() - Defects.START)
            .toString()
            .substring(2)
            .toLowerCase(java.util.Locale.ROOT);
    String name =
        alert.alertId().startsWith("ALERT:")
            ? alert.alertId().substring("ALERT:".length()).replace(':', '/')
            : alert.alertId().startsWith("STORM:")
                ? "STORM of " + alert.members().count()
                : alert.code();
    return at
        + " "
        + alert.status()
        + (alert.notifies() ? "! " : " ")
        + name
        + (alert.suppressedBy() == null ? "" : " (" + alert.suppressedBy() + ")");
  }
}
