package dev.odyssey.detection.custom;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.policy.Calendar;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.detection.policy.Setting;
import dev.odyssey.detection.rules.By;
import dev.odyssey.streaming.yaml.StrictYaml;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;

/**
 * Reads documents of rules. A document is taken as a whole or refused with the source, the code,
 * the key and the value that are wrong.
 */
public final class RuleReader {

  /** How large a document may be, in characters: rules are written by people. */
  public static final int MAX_CHARS = 1_000_000;

  private static final String KIND = "Rules file";
  private static final int MAX_TIMES = 100;

  /** As for durations of the policies: a calendar is worked out day by day. */
  private static final Duration LONGEST = Duration.ofDays(3650);

  private static final int MAX_EXPRESSION = 1_000;

  private static final java.util.regex.Pattern BY =
      java.util.regex.Pattern.compile(
          "\\s*(occurredAt|windowStart|windowEnd)\\s*([+-])\\s*(\\S+)(?:\\s+in\\s+(\\S+))?\\s*");
  private static final java.util.regex.Pattern PLACEHOLDER =
      java.util.regex.Pattern.compile("\\{([^{}]*)\\}");

  private static final List<String> COMMON =
      List.of("of", "severity", "charge", "says", "from", "until", "mode");
  private static final List<String> ABSENCE = List.of("after", "by", "unless", "same");
  private static final List<String> COUNT = List.of("when", "times", "within");
  private static final List<String> SEQUENCE = List.of("first", "then", "without", "within");

  /** The types that some fields are of; other fields may come with any type. */
  private static final Map<String, Set<String>> CARRIED_BY =
      Map.ofEntries(
          Map.entry("windowStart", RuleSubject.PROMISES),
          Map.entry("windowEnd", RuleSubject.PROMISES),
          Map.entry("retracts", Set.of("RETRACTED")),
          Map.entry("stars", Set.of("RATED")),
          Map.entry("endedBy", Set.of("ENDED")),
          Map.entry("cause", Set.of("ENDED")),
          Map.entry("resolved", Set.of("ENDED")),
          Map.entry("solved", Set.of("SURVEYED")),
          Map.entry("csat", Set.of("SURVEYED")),
          Map.entry("effort", Set.of("SURVEYED")),
          Map.entry("empathy", Set.of("AUDITED")));

  private final String kind;
  private final String source;
  private final Policies policies;
  private final Duration retention;
  private final Consumer<String> warnings;

  /**
   * A reader.
   *
   * @param source what to call the document in an error: mostly the path
   * @param policies whose settings and calendars rules may name
   * @param retention how long subjects are kept: nothing can be looked for beyond it
   * @param warnings takes what is allowed and surely not meant
   */
  public RuleReader(
      String source, Policies policies, Duration retention, Consumer<String> warnings) {
    this(KIND, source, policies, retention, warnings);
  }

  private RuleReader(
      String kind,
      String source,
      Policies policies,
      Duration retention,
      Consumer<String> warnings) {
    this.kind = kind;
    this.source = source;
    this.policies = policies;
    this.retention = retention;
    this.warnings = warnings;
  }

  /** A reader of a document that is published by itself, under a key. */
  public static RuleReader ofDocument(
      String key, Policies policies, Duration retention, Consumer<String> warnings) {
    return new RuleReader("Document", key, policies, retention, warnings);
  }

  /**
   * Reads a file of rules.
   *
   * @throws IllegalArgumentException naming what is wrong
   */
  public static List<CustomRule> load(
      Path file, Policies policies, Duration retention, Consumer<String> warnings) {
    return StrictYaml.load(
        KIND,
        file,
        (source, text) -> new RuleReader(source, policies, retention, warnings).file(text));
  }

  /** Reads the text of a file of rules. */
  public List<CustomRule> file(String text) {
    if (text.length() > MAX_CHARS) {
      throw new IllegalArgumentException(
          "%s %s has %d characters: at most %d".formatted(kind, source, text.length(), MAX_CHARS));
    }
    StrictYaml yaml = new StrictYaml(kind, source);
    Map<?, ?> root = yaml.read(text);
    for (Object key : root.keySet()) {
      if (!"rules".equals(key)) {
        throw yaml.wrong(key, root.get(key), "unknown key; rules is the only one");
      }
    }
    List<CustomRule> rules = new ArrayList<>();
    yaml.filledMap("rules", root.get("rules"))
        .forEach((code, versions) -> rules.addAll(new OfCode(String.valueOf(code)).all(versions)));
    return rules;
  }

  /** Reads one version of a rule, as a control topic has it. */
  public CustomRule version(String code, Map<?, ?> document) {
    OfCode reader = new OfCode(code);
    return reader.version("", document);
  }

  /** What is read of one code. */
  private final class OfCode {

    private final String code;

    OfCode(String code) {
      this.code = code;
      if (!DefectCode.isCode(code)) {
        throw wrong("", code, "a code is of capital letters, digits and _, 3 to 40 of them");
      }
      if (DefectCode.BUILT_IN.contains(code)) {
        throw wrong("", code, "is the code of a built-in rule");
      }
    }

    List<CustomRule> all(Object versions) {
      if (!(versions instanceof List<?> list)) {
        return List.of(version("", map("", versions)));
      }
      if (list.isEmpty()) {
        throw wrong("", list, "no version");
      }
      List<CustomRule> read = new ArrayList<>();
      for (int i = 0; i < list.size(); i++) {
        String where = "[" + i + "].";
        Map<?, ?> document = map("[" + i + "]", list.get(i));
        if (list.size() > 1 && document.get("from") == null) {
          throw wrong(where + "from", null, "each of several versions says from when it holds");
        }
        read.add(version(where, document));
      }
      try {
        return RuleVersions.sideBySide(read);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("%s %s, %s".formatted(kind, source, e.getMessage()), e);
      }
    }

    CustomRule version(String where, Map<?, ?> document) {
      RuleSubject of = of(where, document);
      Severity severity = severity(where, document);
      CustomRule.Kind kind = kind(where, document, of);
      String charge = oneOf(where + "charge", text(where, document, "charge"), of.charges());
      if (charge.equals("INITIATOR") && kind instanceof CustomRule.Absence) {
        throw wrong(where + "charge", charge, "an absence has no initiator");
      }
      long from = instant(where + "from", document.get("from"), Long.MIN_VALUE);
      long until = instant(where + "until", document.get("until"), Long.MAX_VALUE);
      if (from >= until) {
        throw wrong(where + "until", document.get("until"), "is not after from");
      }
      Object mode = document.get("mode");
      String modeText =
          mode == null ? "live" : oneOf(where + "mode", mode, List.of("live", "shadow"));
      return new CustomRule(
          code,
          from,
          until,
          modeText.equals("shadow"),
          of,
          severity,
          charge,
          kind,
          says(where, document, of, kind),
          new java.util.TreeMap<>(textual(document)).toString());
    }

    private Map<String, String> textual(Map<?, ?> document) {
      Map<String, String> texts = new LinkedHashMap<>();
      document.forEach((key, value) -> texts.put(String.valueOf(key), String.valueOf(value)));
      return texts;
    }

    private RuleSubject of(String where, Map<?, ?> document) {
      String of = text(where, document, "of");
      for (RuleSubject subject : RuleSubject.values()) {
        if (subject.key().equals(of)) {
          return subject;
        }
      }
      throw wrong(where + "of", of, "expected order, contact or issue");
    }

    private Severity severity(String where, Map<?, ?> document) {
      String severity = text(where, document, "severity");
      for (Severity known : Severity.values()) {
        if (known.name().equals(severity)) {
          return known;
        }
      }
      throw wrong(where + "severity", severity, "expected INFO, WARNING, HIGH or CRITICAL");
    }

    private CustomRule.Kind kind(String where, Map<?, ?> document, RuleSubject of) {
      List<String> forms = new ArrayList<>();
      for (String form : List.of("after", "when", "first")) {
        if (document.containsKey(form)) {
          forms.add(form);
        }
      }
      if (forms.size() != 1) {
        throw wrong(
            where + (forms.isEmpty() ? "after" : forms.get(1)),
            forms.isEmpty() ? null : document.get(forms.get(1)),
            "a rule has exactly one of after (an absence), when (a count), first (a sequence)");
      }
      return switch (forms.get(0)) {
        case "after" -> absence(where, known(where, document, ABSENCE), of);
        case "when" -> count(where, known(where, document, COUNT), of);
        default -> sequence(where, known(where, document, SEQUENCE), of);
      };
    }

    private Map<?, ?> known(String where, Map<?, ?> document, List<String> ofForm) {
      for (Object key : document.keySet()) {
        if (key == null || (!COMMON.contains(key) && !ofForm.contains(key))) {
          List<String> keys = new ArrayList<>(COMMON);
          keys.addAll(ofForm);
          throw wrong(where + key, document.get(key), "unknown key; there are " + keys);
        }
      }
      return document;
    }

    private CustomRule.Kind absence(String where, Map<?, ?> document, RuleSubject of) {
      CustomRule.Events after = events(where, document, "after", of);
      CustomRule.Events unless = events(where, document, "unless", of);
      List<String> same = new ArrayList<>();
      if (document.containsKey("same")) {
        for (Object field : list(where + "same", document.get("same"))) {
          same.add(field(where + "same", field, of));
        }
      }
      return new CustomRule.Absence(after, by(where + "by", document, after, of), unless, same);
    }

    private CustomRule.DueTime by(
        String key, Map<?, ?> document, CustomRule.Events after, RuleSubject of) {
      Object value = document.get("by");
      Matcher parts = value instanceof String text ? BY.matcher(text) : null;
      if (parts == null || !parts.matches()) {
        throw wrong(
            key,
            value,
            "expected occurredAt, windowStart or windowEnd, + or -, and a duration or a setting");
      }
      By.Base base = base(parts.group(1));
      if (base != By.Base.OCCURRED_AT
          && !(of == RuleSubject.ORDER && RuleSubject.PROMISES.containsAll(after.types()))) {
        throw wrong(key, value, "not every type in after is a promise, which has a window");
      }
      int sign = parts.group(2).equals("+") ? 1 : -1;
      String calendar = parts.group(4);
      Setting setting = setting(parts.group(3));
      long millis = setting == null ? duration(key, parts.group(3)) : 0;
      if (base == By.Base.OCCURRED_AT && (sign < 0 || (setting == null && millis == 0))) {
        throw wrong(key, value, "is not after the anchor");
      }
      if (millis > LONGEST.toMillis()) {
        throw wrong(key, value, "is longer than " + LONGEST);
      }
      if (sign < 0 && millis > retention.toMillis()) {
        throw wrong(key, value, "the lead is longer than the retention " + retention);
      }
      if (calendar != null) {
        checkCalendar(key, value, sign, setting, calendar, of);
      }
      return new CustomRule.DueTime(base, sign, setting, millis, calendar);
    }

    private void checkCalendar(
        String key, Object value, int sign, Setting setting, String calendar, RuleSubject of) {
      Optional<Calendar> known = policies.calendar(calendar);
      if (known.isEmpty()) {
        throw wrong(key, value, "no calendar " + calendar + " in the policies");
      }
      if (sign < 0) {
        throw wrong(key, value, "working time is counted forwards only");
      }
      if (setting != null) {
        throw wrong(key, value, "a setting brings its calendar with it");
      }
      if (known.get().isOfEventZone() && of != RuleSubject.ORDER) {
        throw wrong(key, value, "the zone of the event is known of orders only");
      }
    }

    private By.Base base(String name) {
      for (By.Base base : By.Base.values()) {
        if (base.key().equals(name)) {
          return base;
        }
      }
      throw new IllegalStateException(name);
    }

    /** A setting that is a duration; null if it is none. */
    private Setting setting(String name) {
      for (Setting setting : Setting.values()) {
        if (setting.key().equals(name) && setting.isDuration()) {
          return setting;
        }
      }
      return null;
    }

    private CustomRule.Kind count(String where, Map<?, ?> document, RuleSubject of) {
      int times = times(where + "times", document.get("times"));
      Object within = document.get("within");
      if (within == null && times > 1) {
        throw wrong(where + "within", null, "missing: how far apart the events may be");
      }
      return new CustomRule.Count(
          events(where, document, "when", of),
          times,
          within == null ? Long.MAX_VALUE : within(where + "within", within));
    }

    private int times(String key, Object value) {
      try {
        int times = Integer.parseInt(String.valueOf(value));
        if (times >= 1 && times <= MAX_TIMES) {
          return times;
        }
      } catch (NumberFormatException e) {
        // Said below.
      }
      throw wrong(key, value, "expected a number from 1 to " + MAX_TIMES);
    }

    private CustomRule.Kind sequence(String where, Map<?, ?> document, RuleSubject of) {
      if (document.get("within") == null) {
        throw wrong(where + "within", null, "missing: how far apart the events may be");
      }
      return new CustomRule.Sequence(
          events(where, document, "first", of),
          events(where, document, "then", of),
          document.containsKey("without")
              ? events(where, document, "without", of)
              : new CustomRule.Events(List.of(), Map.of()),
          within(where + "within", document.get("within")));
    }

    private long within(String key, Object value) {
      long millis = duration(key, value);
      if (millis > retention.toMillis()) {
        throw wrong(key, value, "is longer than the retention " + retention);
      }
      return millis;
    }

    private CustomRule.Events events(String where, Map<?, ?> document, String key, RuleSubject of) {
      String path = where + key;
      Map<?, ?> matcher = map(path, document.get(key));
      for (Object part : matcher.keySet()) {
        if (!"types".equals(part) && !"where".equals(part)) {
          throw wrong(path + "." + part, matcher.get(part), "unknown key; there are types, where");
        }
      }
      List<String> types = new ArrayList<>();
      for (Object type : list(path + ".types", matcher.get("types"))) {
        types.add(oneOf(path + ".types", type, List.copyOf(of.types())));
      }
      Map<String, FieldTest> where2 = new LinkedHashMap<>();
      if (matcher.containsKey("where")) {
        map(path + ".where", matcher.get("where"))
            .forEach(
                (name, test) -> {
                  String field = field(path + ".where", name, of);
                  where2.put(field, test(path + ".where." + field, test, of.fields().field(field)));
                  warnWhereNeverCarried(path + ".where." + field, field, types);
                });
      }
      return new CustomRule.Events(types, where2);
    }

    private void warnWhereNeverCarried(String key, String field, List<String> types) {
      Set<String> carriers = CARRIED_BY.get(field);
      if (carriers != null && types.stream().noneMatch(carriers::contains)) {
        warnings.accept(
            "%s %s, rule %s, key %s: none of the types %s carries this field, so it can never fit"
                .formatted(kind, source, code, key, types));
      }
    }

    private String field(String key, Object name, RuleSubject of) {
      if (name instanceof String text && of.fields().field(text) != null) {
        return text;
      }
      throw wrong(key, name, "unknown field; there are " + of.fields().names());
    }

    private FieldTest test(String key, Object test, EventFields.Field field) {
      if (test instanceof Map<?, ?> map) {
        if (map.size() != 1) {
          throw wrong(key, test, "expected one operator");
        }
        Map.Entry<?, ?> operator = map.entrySet().iterator().next();
        return operator(key, String.valueOf(operator.getKey()), operator.getValue(), field);
      }
      List<Object> values = new ArrayList<>();
      for (Object value : test instanceof List<?> list ? list : List.of(orNull(key, test))) {
        if (!(value instanceof String text)) {
          throw wrong(key, value, "expected a value, a list of values, or an operator");
        }
        values.add(value(text, field));
      }
      if (values.isEmpty()) {
        throw wrong(key, test, "expected a value, a list of values, or an operator");
      }
      return new FieldTest.OneOf(values);
    }

    private Object orNull(String key, Object value) {
      if (value == null) {
        throw wrong(key, null, "expected a value, a list of values, or an operator");
      }
      return value;
    }

    /** A value in the form of the field; null where it can be none. */
    private Object value(String text, EventFields.Field field) {
      try {
        if (field.isNumber()) {
          return new BigDecimal(text).intValueExact();
        }
        if (field.isInstant()) {
          return Instant.parse(text).toEpochMilli();
        }
        return field.isBoolean() ? (Object) truth(text) : text;
      } catch (ArithmeticException | NumberFormatException | DateTimeException e) {
        return null;
      }
    }

    private Boolean truth(String text) {
      return switch (text) {
        case "true" -> true;
        case "false" -> false;
        default -> null;
      };
    }

    private FieldTest operator(String key, String operator, Object value, EventFields.Field field) {
      String path = key + "." + operator;
      switch (operator) {
        case "not":
          return new FieldTest.Not(test(path, value, field));
        case "present":
          return new FieldTest.Present(oneOf(path, value, List.of("true", "false")).equals("true"));
        case "atMost":
          return new FieldTest.Between(null, number(path, value, field));
        case "atLeast":
          return new FieldTest.Between(number(path, value, field), null);
        case "matches":
          return new FieldTest.Matches(expression(path, value));
        default:
          throw wrong(
              path, value, "unknown operator; there are not, present, atMost, atLeast and matches");
      }
    }

    private BigDecimal number(String key, Object value, EventFields.Field field) {
      if (!field.isNumber()) {
        throw wrong(key, value, "the field is no number");
      }
      try {
        return new BigDecimal(String.valueOf(value));
      } catch (NumberFormatException e) {
        throw wrong(key, value, "expected a number");
      }
    }

    private Pattern expression(String key, Object value) {
      if (!(value instanceof String text) || text.length() > MAX_EXPRESSION) {
        throw wrong(
            key, value, "expected an expression of at most " + MAX_EXPRESSION + " characters");
      }
      try {
        return Pattern.compile(text);
      } catch (PatternSyntaxException e) {
        throw wrong(key, value, "is no expression: " + e.getMessage());
      }
    }

    private String says(String where, Map<?, ?> document, RuleSubject of, CustomRule.Kind kind) {
      String says = text(where, document, "says");
      Matcher placeholders = PLACEHOLDER.matcher(says);
      while (placeholders.find()) {
        String name = placeholders.group(1);
        boolean known =
            switch (name) {
              case "due" -> kind instanceof CustomRule.Absence;
              case "times" -> kind instanceof CustomRule.Count;
              case "within" -> !(kind instanceof CustomRule.Absence);
              default -> of.fields().field(name) != null;
            };
        if (!known) {
          throw wrong(where + "says", says, "nothing is known as {" + name + "}");
        }
      }
      return says;
    }

    private String text(String where, Map<?, ?> document, String key) {
      Object value = document.get(key);
      if (value instanceof String text && !text.isBlank()) {
        return text;
      }
      throw wrong(where + key, value, value == null ? "missing" : "expected a text");
    }

    private String oneOf(String key, Object value, List<String> known) {
      if (value instanceof String text && known.contains(text)) {
        return text;
      }
      throw wrong(key, value, "expected one of " + known);
    }

    private List<?> list(String key, Object value) {
      if (value instanceof List<?> list && !list.isEmpty()) {
        return list;
      }
      throw wrong(key, value, value == null ? "missing" : "expected a list");
    }

    private Map<?, ?> map(String key, Object value) {
      if (value instanceof Map<?, ?> map && !map.isEmpty()) {
        return map;
      }
      throw wrong(key, value, value == null ? "missing" : "expected values by name");
    }

    private long duration(String key, Object value) {
      try {
        Duration duration = Duration.parse(String.valueOf(value));
        if (!duration.isNegative()) {
          return duration.toMillis();
        }
      } catch (DateTimeException | ArithmeticException e) {
        // Said below.
      }
      throw wrong(key, value, "expected a duration of ISO-8601, or a setting of the policies");
    }

    private long instant(String key, Object value, long absent) {
      if (value == null) {
        return absent;
      }
      try {
        return Instant.parse(String.valueOf(value)).toEpochMilli();
      } catch (DateTimeException | ArithmeticException e) {
        throw wrong(key, value, "expected an instant like 2026-04-01T00:00:00.000Z");
      }
    }

    private IllegalArgumentException wrong(String key, Object value, String why) {
      return new IllegalArgumentException(
          "%s %s, rule %s%s, value %s: %s"
              .formatted(kind, source, code, key.isEmpty() ? "" : ", key " + key, value, why));
    }
  }
}
