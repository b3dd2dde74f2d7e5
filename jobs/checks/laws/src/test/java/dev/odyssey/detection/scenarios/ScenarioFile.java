package dev.odyssey.detection.scenarios;

import dev.odyssey.defects.ChargedTo;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.events.AgentKind;
import dev.odyssey.events.Channel;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.ContactEventType;
import dev.odyssey.events.Direction;
import dev.odyssey.events.EndCause;
import dev.odyssey.events.EndedBy;
import dev.odyssey.events.Event;
import dev.odyssey.events.Initiator;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.OrderEventType;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Reads scenarios as people write them:
 *
 * <pre>
 * # a remark
 * codes MISSED_WINDOW NO_SHOW                   (left out: the code that the file is named after)
 * scenario nobody comes in time
 *   policy arrivalGrace PT10M                   (with an offering before the name: of that only)
 *   09:00 SCHEDULED P1 window 12:00-14:00       (times are UTC of the first day; events are e1, e2...)
 *   +1d 14:30:00.001 ARRIVED id late            (or of so many days later; an id of its own)
 *   until +2d 00:00                             (left out: the end of time)
 *   =&gt; MISSED_WINDOW 14:10 PROVIDER P1 cleared +1d 14:30:00.001 by ARRIVED
 * </pre>
 *
 * <p>After the type of an event, in any order: {@code P1} a provider, {@code K1} a contact, and
 * what the {@code switch}es below name. After that of a defect: the party charged (customer service
 * where there is none), a provider, {@code cleared}, {@code on} an event's id, {@code escalates} a
 * code, a severity. No defect is {@code => nothing}.
 */
final class ScenarioFile {

  private static final long FIRST_DAY = Instant.parse("2025-03-03T00:00:00Z").toEpochMilli();
  private static final long DAY = Duration.ofDays(1).toMillis();

  private final String name;
  private Set<String> codes;
  private final List<Scenario<?>> scenarios = new ArrayList<>();
  private Draft draft;

  private ScenarioFile(String name) {
    this.name = name;
    codes =
        DefectCode.BUILT_IN.stream()
            .filter(code -> code.equals(name))
            .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Reads a file's scenarios.
   *
   * @throws IllegalArgumentException naming the file, the line and what is wrong with it
   */
  static List<Scenario<?>> parse(String name, List<String> lines) {
    ScenarioFile file = new ScenarioFile(name);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        try {
          file.read(line);
        } catch (RuntimeException e) {
          throw new IllegalArgumentException(
              name + ", line " + (i + 1) + ": " + line + ": " + e.getMessage(), e);
        }
      }
    }
    file.finish();
    return file.scenarios;
  }

  private void read(String line) {
    Words words = new Words(line);
    switch (words.peek()) {
      case "codes" -> {
        words.next();
        codes = new TreeSet<>();
        while (words.hasNext()) {
          codes.add(words.next());
        }
      }
      case "scenario" -> {
        finish();
        draft = new Draft(line.substring("scenario".length()).strip());
      }
      case "policy" -> {
        words.next();
        draft.policy(words);
      }
      case "until" -> {
        words.next();
        draft.now = words.time();
      }
      case "=>" -> {
        words.next();
        draft.expect(line, words);
      }
      default -> draft.event(words);
    }
  }

  private void finish() {
    if (draft != null) {
      scenarios.add(draft.scenario());
    }
  }

  private final class Draft {
    private final String title;
    private final Map<String, Map<String, String>> policies = new LinkedHashMap<>();
    private final List<Event> events = new ArrayList<>();
    private final List<Scenario.Expected> expected = new ArrayList<>();
    private boolean nothing;
    private long now = Long.MAX_VALUE;

    Draft(String title) {
      this.title = title;
    }

    void policy(Words words) {
      String first = words.next();
      String second = words.next();
      if (words.hasNext()) {
        policies.computeIfAbsent(first, o -> new LinkedHashMap<>()).put(second, words.next());
      } else {
        policies.computeIfAbsent("", o -> new LinkedHashMap<>()).put(first, second);
      }
    }

    void event(Words words) {
      long at = words.time();
      String type = words.next();
      String id = "e" + (events.size() + 1);
      boolean ofContact =
          events.isEmpty()
              ? Arrays.stream(ContactEventType.values()).anyMatch(t -> t.name().equals(type))
                  && DefectCode.OF_CONTACTS.contains(codes.iterator().next())
              : events.get(0) instanceof ContactEvent;
      events.add(ofContact ? contactEvent(id, type, at, words) : orderEvent(id, type, at, words));
    }

    private OrderEvent orderEvent(String id, String type, long at, Words words) {
      OrderEvent.Builder event =
          OrderEvent.builder()
              .eventId(id)
              .type(OrderEventType.valueOf(type))
              .occurredAt(at)
              .recordedAt(at)
              .orderId("O1")
              .customerId("C1")
              .offeringId("plumbing")
              .region("US-WA")
              .timeZone("America/Los_Angeles");
      while (words.hasNext()) {
        String word = words.next();
        switch (word) {
          case "id" -> event.eventId(words.next());
          case "window" -> words.window(event);
          case "by" -> event.initiator(Initiator.valueOf(words.next()));
          case "stars" -> event.stars(Integer.valueOf(words.next()));
          case "claim" -> event.claimId(words.next());
          case "offering" -> event.offeringId(words.next());
          case "recorded" -> event.recordedAt(words.time());
          case "retracts" -> event.retracts(words.next());
          default -> event.providerId(numbered("P", word));
        }
      }
      return event.build();
    }

    private ContactEvent contactEvent(String id, String type, long at, Words words) {
      ContactEvent.Builder event =
          ContactEvent.builder()
              .eventId(id)
              .type(ContactEventType.valueOf(type))
              .occurredAt(at)
              .recordedAt(at)
              .contactId("K1")
              .customerId("C1")
              .region("US-WA");
      if (type.equals("INITIATED")) {
        event.channel(Channel.VOICE).direction(Direction.INBOUND).reason("HELP");
      }
      while (words.hasNext()) {
        String word = words.next();
        switch (word) {
          case "id" -> event.eventId(words.next());
          case "by" -> event.endedBy(EndedBy.valueOf(words.next()));
          case "cause" -> event.cause(EndCause.valueOf(words.next()));
          case "resolved" -> event.resolved(true);
          case "unresolved" -> event.resolved(false);
          case "solved" -> event.solved(true);
          case "unsolved" -> event.solved(false);
          case "order" -> event.orderId(words.next());
          case "reason" -> event.reason(words.next());
          case "agent" -> event.agentId(words.next()).agentKind(AgentKind.HUMAN);
          case "bot" -> event.agentKind(AgentKind.BOT).agentVersion(words.next());
          case "site" -> event.site(words.next());
          case "recorded" -> event.recordedAt(words.time());
          case "retracts" -> event.retracts(words.next());
          case "INBOUND", "OUTBOUND" -> event.direction(Direction.valueOf(word));
          case "VOICE", "CHAT", "EMAIL", "SMS", "SELF_SERVICE" ->
              event.channel(Channel.valueOf(word));
          default -> event.contactId(numbered("K", word));
        }
      }
      return event.build();
    }

    void expect(String line, Words words) {
      if (words.peek().equals("nothing")) {
        nothing = true;
        return;
      }
      String code = words.next();
      long raisedAt = words.time();
      ChargedTo charged = ChargedTo.CUSTOMER_SERVICE;
      String provider = null;
      Long clearedAt = null;
      String reason = null;
      String anchor = null;
      String escalates = null;
      Severity severity = null;
      while (words.hasNext()) {
        String word = words.next();
        switch (word) {
          case "PROVIDER", "PLATFORM", "DATA" -> charged = ChargedTo.valueOf(word);
          case "INFO", "WARNING", "HIGH", "CRITICAL" -> severity = Severity.valueOf(word);
          case "cleared" -> clearedAt = words.time();
          case "by" -> reason = words.next();
          case "on" -> anchor = words.next();
          case "escalates" -> escalates = words.next();
          default -> provider = numbered("P", word);
        }
      }
      expected.add(
          new Scenario.Expected(
              line, code, raisedAt, charged, provider, clearedAt, reason, anchor, escalates,
              severity));
    }

    Scenario<?> scenario() {
      if (expected.isEmpty() != nothing) {
        throw new IllegalArgumentException(name + ", " + title + ": expects neither or both");
      }
      return new Scenario<>(
          title, codes, Policies.parse(name, yaml()), List.copyOf(events), now, expected);
    }

    private String yaml() {
      Map<String, Map<String, String>> offerings = new LinkedHashMap<>(policies);
      Map<String, String> defaults = offerings.remove("");
      return "{defaults: "
          + flow(defaults == null ? Map.of() : defaults)
          + ", offerings: {"
          + offerings.entrySet().stream()
              .map(offering -> offering.getKey() + ": " + flow(offering.getValue()))
              .collect(Collectors.joining(", "))
          + "}}";
    }

    private static String flow(Map<String, String> settings) {
      return settings.entrySet().stream()
          .map(setting -> setting.getKey() + ": " + setting.getValue())
          .collect(Collectors.joining(", ", "{", "}"));
    }
  }

  private static String numbered(String prefix, String word) {
    if (!word.matches(prefix + "\\d+")) {
      throw new IllegalArgumentException("what is " + word + "?");
    }
    return word;
  }

  /** A line, word by word. */
  private static final class Words {
    private final Deque<String> words;

    Words(String line) {
      words = new ArrayDeque<>(List.of(line.split("\\s+")));
    }

    boolean hasNext() {
      return !words.isEmpty();
    }

    String peek() {
      return words.getFirst();
    }

    String next() {
      return words.removeFirst();
    }

    /** {@code 14:00}, {@code +1d 14:00:00.001}. */
    long time() {
      return day() + timeOfDay(next());
    }

    /** {@code 12:00-14:00}, {@code +1d 12:00-14:00}: both of one day. */
    void window(OrderEvent.Builder promise) {
      long day = day();
      String[] ends = next().split("-");
      promise.windowStart(day + timeOfDay(ends[0])).windowEnd(day + timeOfDay(ends[1]));
    }

    private long day() {
      boolean later = peek().matches("\\+\\d+d");
      long days = later ? Long.parseLong(next().replaceAll("[+d]", "")) : 0;
      return FIRST_DAY + days * DAY;
    }

    private static long timeOfDay(String text) {
      return LocalTime.parse(text).toNanoOfDay() / 1_000_000;
    }
  }
}
