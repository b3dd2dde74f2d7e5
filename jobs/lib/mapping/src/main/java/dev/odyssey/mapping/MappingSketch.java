package dev.odyssey.mapping;

import dev.odyssey.events.TimeZones;
import dev.odyssey.mapping.ColumnProfile.TimeForm;
import dev.odyssey.mapping.Source.Format;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A first mapping for an input, by what it looks like: its fields, which are times, which says the
 * status, which is the key. All of it is guessed from names and values, so it says what it saw and
 * what to look at; but it can be run at once.
 */
public final class MappingSketch {

  private static final int MAX_RECORDS = 200_000;
  private static final int MAX_DEPTH = 3;

  /** Which statuses mean what, by words in them, the first that fits. */
  private static final Map<String, Pattern> PHASES = new LinkedHashMap<>();

  /** Which column of times says that what happened, by the words in its name. */
  private static final Map<String, Pattern> HAPPENINGS = new LinkedHashMap<>();

  static {
    PHASES.put("cancelled", Pattern.compile("cancel|abort|void|withdraw|reject"));
    PHASES.put("done", Pattern.compile("done|clos|complet|resol|finish|solved|end|fix|deliver"));
    PHASES.put("waiting", Pattern.compile("wait|hold|pend|paus|block|suspend"));
    PHASES.put(
        "working", Pattern.compile("progress|work|start|active|in charge|process|talk|connect"));
    PHASES.put(
        "queued", Pattern.compile("new|open|queue|assign|creat|insert|receiv|schedul|book|plac"));

    HAPPENINGS.put(
        "windowStart",
        words(
            "(window|slot|scheduled|planned|promised|appointment|arrival) .*(start|from|begin|earliest)"));
    HAPPENINGS.put(
        "windowEnd",
        words(
            "(window|slot|scheduled|planned|promised|appointment|arrival) .*(end|to|until|latest)|deadline|due|target"));
    HAPPENINGS.put(
        "PLACED", words("created|placed|booked|requested|ordered|opened|open|received|submitted"));
    HAPPENINGS.put("ASSIGNED", words("assigned|dispatched|accepted"));
    HAPPENINGS.put("CONFIRMED", words("confirmed"));
    HAPPENINGS.put("EN_ROUTE", words("departed|en route|on the way|enroute|left"));
    HAPPENINGS.put("ARRIVED", words("arrived|arrival|checked in|checkin|on site|onsite"));
    HAPPENINGS.put("STARTED", words("started|start|began|begin"));
    HAPPENINGS.put("COMPLETED", words("completed|finished|closed|resolved|done|ended|end"));
    HAPPENINGS.put("CANCELLED", words("cancelled|canceled"));
  }

  private static final Pattern SUBJECT =
      words(
          "(order|appointment|job|booking|visit|case|ticket|incident|contact|request|work ?order|conversation|call)( (id|number|no|key|nr))?");
  private static final Pattern KEY = words("id|number|key|no|nr|concept name");
  private static final Pattern STATUS =
      words("status|state|activity|event|step|action|event type|concept name");
  private static final Pattern WHEN = words("updated|changed|modified|timestamp|time|at|date");
  private static final Pattern ZONE = words("tz|zone|timezone|time zone");
  private static final Pattern STARS = words("stars|rating|score");
  private static final Pattern GROUP = words("group|queue|team");
  private static final Pattern OF_CONTACTS =
      words("channel|agent|caller|contact|call|chat|conversation|queue");

  private static final Map<String, Pattern> FIELDS_OF_ORDERS =
      fields(
          "customerId", "customer|client|user|requester|caller|applicant",
          "offeringId", "service|offering|product|category|type|job|job type|work type",
          "region", "region|market|city|country|district|area|branch|department",
          "timeZone", "tz|zone|timezone|time zone",
          "providerId",
              "provider|pro|technician|engineer|installer|mechanic|driver|vendor|contractor|assignee|assigned|resource|worker|crew|group");
  private static final Map<String, Pattern> FIELDS_OF_CONTACTS =
      fields(
          "customerId", "customer|client|user|requester|caller",
          "orderId", "order|booking|appointment",
          "region", "region|market|city|country",
          "timeZone", "tz|zone|timezone|time zone",
          "agentId", "agent|assignee|assigned|resource",
          "site", "site|group|queue|team");

  private final Source source;
  private final String records;
  private final Map<String, ColumnProfile> columns;
  private final long read;
  private final List<String> lines = new ArrayList<>();
  private final Set<ColumnProfile> used = new java.util.HashSet<>();

  private MappingSketch(
      Source source, String records, Map<String, ColumnProfile> columns, long read) {
    this.source = source;
    this.records = records;
    this.columns = columns;
    this.read = read;
  }

  private static Pattern words(String alternatives) {
    return Pattern.compile(" (" + alternatives + ") ");
  }

  private static Map<String, Pattern> fields(String... namesAndWords) {
    Map<String, Pattern> fields = new LinkedHashMap<>();
    for (int i = 0; i < namesAndWords.length; i += 2) {
      fields.put(namesAndWords[i], words(namesAndWords[i + 1]));
    }
    return fields;
  }

  /**
   * Looks at the beginning of an input and writes a mapping for it.
   *
   * @throws MappingException if it is in no form that can be read
   */
  public static String of(Path input) throws IOException {
    Source source = source(input);
    String path = source.format() == Format.JSON ? recordsPath(input) : "$";
    Source opened = new Source(source.format(), source.separator(), path, null, Set.of(), Set.of());
    Map<String, ColumnProfile> columns = new LinkedHashMap<>();
    long read = 0;
    try (RecordReader reader = opened.open(input, Set.of(), true)) {
      for (SourceRecord record = reader.next();
          record != null && read < MAX_RECORDS;
          record = reader.next()) {
        read++;
        flatten("", record.fields(), columns, 1);
      }
    }
    if (read == 0) {
      throw new MappingException(input + " has no records");
    }
    return new MappingSketch(source, path, columns, read).text(input);
  }

  private static Source source(Path input) throws IOException {
    String first;
    try (InputStream bytes = Inputs.open(input);
        BufferedReader in =
            new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
      char[] beginning = new char[4096];
      int length = in.read(beginning);
      first = length < 0 ? "" : new String(beginning, 0, length).strip();
    }
    if (first.isEmpty()) {
      throw new MappingException(input + " is empty");
    }
    if (first.startsWith("<")) {
      return Source.of(Format.XES);
    }
    if (first.startsWith("{") || first.startsWith("[")) {
      boolean changes = first.contains("\"op\"") && first.contains("\"after\"");
      return Source.of(changes ? Format.DEBEZIUM : Format.JSON);
    }
    String header = first.lines().findFirst().orElse("");
    String separator =
        List.of(",", ";", "\t", "|").stream()
            .max(
                java.util.Comparator.comparingInt(
                    mark -> header.split(Pattern.quote(mark), -1).length))
            .orElseThrow();
    return new Source(Format.CSV, separator, "$", null, Set.of(), Set.of());
  }

  /** Where the records are: in a list of objects, if the first document has one. */
  private static String recordsPath(Path input) throws IOException {
    try (RecordReader documents = JsonRecords.open(input, "$", null, Columns.ALL)) {
      SourceRecord first = documents.next();
      if (first != null) {
        for (Map.Entry<String, Object> field : first.fields().entrySet()) {
          if (field.getValue() instanceof List<?> list
              && !list.isEmpty()
              && list.get(0) instanceof Map<?, ?>
              && first.fields().size() <= 12) {
            return field.getKey() + "[*]";
          }
        }
      }
    }
    return "$";
  }

  private static void flatten(
      String prefix, Map<?, ?> fields, Map<String, ColumnProfile> columns, int depth) {
    fields.forEach(
        (name, value) -> {
          String path = prefix + name;
          if (value instanceof Map<?, ?> inner) {
            if (depth < MAX_DEPTH) {
              flatten(path + ".", inner, columns, depth + 1);
            }
          } else if (value != null && !(value instanceof Collection<?>)) {
            String text = Texts.of(value);
            if (text != null) {
              columns.computeIfAbsent(path, ColumnProfile::new).add(text);
            }
          }
        });
  }

  private String text(Path input) {
    boolean contacts = columns.values().stream().anyMatch(c -> is(c, OF_CONTACTS));
    String form =
        switch (source.format()) {
          case CSV ->
              source.separator().equals(",")
                  ? "{format: csv}"
                  : "{format: csv, separator: \"" + source.separator().replace("\t", "\\t") + "\"}";
          case JSON ->
              records.equals("$")
                  ? "{format: json}"
                  : "{format: json, records: \"" + records + "\"}";
          case XES -> "{format: xes}";
          case DEBEZIUM -> "{format: debezium}";
        };
    add(
        "# A first mapping, guessed from the names and values of "
            + input.getFileName()
            + ". Look at every line, then:");
    add("#   scripts/import map --mapping THIS.yaml " + input.getFileName() + " --check");
    add("#");
    add(
        "# "
            + String.format(Locale.ROOT, "%,d", read)
            + " records were looked at; each field with how many of them have it, and its commonest values:");
    columns.values().forEach(column -> add("#   " + describe(column)));
    add("source: " + form);
    add("target: " + (contacts ? "contact-events" : "order-events"));
    ColumnProfile subject = subject();
    boolean wide = subject != null && subject.isUnique() && source.format() != Format.XES;
    ColumnProfile status =
        wide ? null : find(STATUS, c -> c != subject && c.isEnumeration() && c.timeForm() == null);
    addTimes();
    if (source.format() != Format.XES) {
      add(
          subject == null
              ? "subject: TODO   # which field is the key of an order or contact?"
              : "subject: " + quoted(subject.name()));
    }
    ColumnProfile at = null;
    if (!wide) {
      at = find(WHEN, c -> c.timeForm() != null);
      if (at == null) {
        at = columns.values().stream().filter(c -> c.timeForm() != null).findFirst().orElse(null);
      }
      add(
          at == null
              ? "at: TODO   # which field says when it happened?"
              : "at: " + quoted(at.name()));
    }
    if (subject != null) {
      used.add(subject);
    }
    addFields(contacts);
    if (wide) {
      addRules(contacts);
    } else if (status == null) {
      add("rules:   # no field looks like a status: say what a record means");
      add("  - when: first");
      add(
          contacts
              ? "    emit: {type: INITIATED, channel: =VOICE, direction: =INBOUND, reason: =unknown}"
              : "    emit: {type: PLACED}");
      add("otherwise: skip");
    } else if (contacts) {
      addConversation(status);
    } else {
      addLifecycle(status);
    }
    return String.join("\n", lines) + "\n";
  }

  private void add(String line) {
    lines.add(line);
  }

  private static boolean is(ColumnProfile column, Pattern words) {
    return words.matcher(column.words()).find();
  }

  private ColumnProfile find(Pattern words, Predicate<ColumnProfile> fits) {
    return columns.values().stream()
        .filter(column -> !used.contains(column) && is(column, words) && fits.test(column))
        .findFirst()
        .orElse(null);
  }

  private ColumnProfile subject() {
    if (source.format() == Format.XES) {
      return columns.get(XesRecords.CASE + "concept:name");
    }
    Predicate<ColumnProfile> everywhere =
        column -> column.known() == read && column.timeForm() == null && column.distinct() > 1;
    return Optional.ofNullable(find(SUBJECT, everywhere.and(c -> is(c, KEY))))
        .or(() -> Optional.ofNullable(find(SUBJECT, everywhere)))
        .or(() -> Optional.ofNullable(find(KEY, everywhere)))
        .orElse(null);
  }

  private String describe(ColumnProfile column) {
    TimeForm time = column.timeForm();
    String values =
        column.commonest().stream()
            .limit(column.isEnumeration() ? 20 : 3)
            .map(
                value ->
                    shortened(value.getKey())
                        + (value.getValue() > 1
                            ? String.format(Locale.ROOT, " (%,d)", value.getValue())
                            : ""))
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "%-28s %,9d  %s%s",
        column.name(),
        column.known(),
        time == null ? "" : "time: ",
        values);
  }

  private static String shortened(String text) {
    String line = text.replaceAll("\\s+", " ");
    return line.length() > 40 ? line.substring(0, 37) + "..." : line;
  }

  private void addTimes() {
    Map<TimeForm, Long> forms = new LinkedHashMap<>();
    for (ColumnProfile column : columns.values()) {
      TimeForm form = column.timeForm();
      if (form != null) {
        forms.merge(form, 1L, Long::sum);
      }
    }
    forms.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .filter(form -> form.local() || !form.yaml().isEmpty())
        .ifPresent(this::addTimes);
  }

  private void addTimes(TimeForm form) {
    List<String> keys = new ArrayList<>();
    String doubt = "";
    if (form.local()) {
      ColumnProfile zones =
          columns.values().stream()
              .filter(column -> is(column, ZONE) && column.isOf(TimeZones::isKnown))
              .findFirst()
              .orElse(null);
      keys.add("zone: " + (zones == null ? "UTC" : "\"{" + zones.name() + "}\""));
      doubt = zones == null ? "   # TODO local times: of which zone? A name like Europe/Rome" : "";
    }
    if (!form.yaml().isEmpty()) {
      keys.add(form.yaml());
    }
    if (form.perhaps() != null) {
      doubt += "   # TODO or is it " + form.perhaps() + "? All values fit both";
    }
    add("times: {" + String.join(", ", keys) + "}" + doubt);
  }

  private void addFields(boolean contacts) {
    add("fields:");
    Map<String, String> usual =
        contacts
            ? Map.of("customerId", "\"customer-of-{subject}\"")
            : Map.of("offeringId", "=service", "region", "=UNKNOWN", "timeZone", "=UTC");
    (contacts ? FIELDS_OF_CONTACTS : FIELDS_OF_ORDERS)
        .forEach(
            (field, words) -> {
              ColumnProfile column = find(words, c -> c.timeForm() == null);
              String fallback = usual.get(field);
              if (column != null) {
                used.add(column);
                boolean blank = fallback != null && column.known() < read;
                add(
                    "  "
                        + field
                        + ": "
                        + (blank
                            ? "[" + quoted(column.name()) + ", " + fallback + "]"
                            : quoted(column.name())));
              } else if (fallback != null) {
                add("  " + field + ": " + fallback + "   # TODO no field looks like it");
              }
            });
  }

  /** One record a subject: each column of times is something that happened. */
  private void addRules(boolean contacts) {
    Map<String, String> times = new LinkedHashMap<>();
    for (ColumnProfile column : columns.values()) {
      if (column.timeForm() != null) {
        HAPPENINGS.entrySet().stream()
            .filter(
                happening ->
                    is(column, happening.getValue()) && !times.containsKey(happening.getKey()))
            .findFirst()
            .ifPresentOrElse(
                happening -> times.put(happening.getKey(), quoted(column.name())),
                () -> add("# TODO a time that nothing is made of: " + column.name()));
      }
    }
    add("rules:   # one record a subject: each time in it is something that happened");
    if (contacts) {
      String begin = times.getOrDefault("PLACED", times.getOrDefault("STARTED", "TODO"));
      rule(
          begin,
          "{type: INITIATED, at: "
              + begin
              + ", channel: =VOICE, direction: =INBOUND, reason: =unknown}   # TODO channel, reason");
      if (times.containsKey("COMPLETED")) {
        rule(
            times.get("COMPLETED"),
            "{type: ENDED, at: "
                + times.get("COMPLETED")
                + ", endedBy: =AGENT}   # TODO who ended it, resolved: true or false");
      }
      return;
    }
    if (times.containsKey("PLACED")) {
      rule(times.get("PLACED"), "{type: PLACED, at: " + times.get("PLACED") + "}");
    }
    String end = times.get("windowEnd");
    if (end != null) {
      String start = times.getOrDefault("windowStart", times.getOrDefault("PLACED", end));
      rule(
          end,
          "{type: SCHEDULED, at: "
              + times.getOrDefault("PLACED", start)
              + ", windowStart: "
              + start
              + ", windowEnd: "
              + end
              + "}   # TODO when was it promised?");
    }
    boolean startGuessed =
        times.containsKey("ARRIVED") && times.putIfAbsent("STARTED", times.get("ARRIVED")) == null;
    List.of("ASSIGNED", "CONFIRMED", "EN_ROUTE", "ARRIVED", "STARTED", "COMPLETED").stream()
        .filter(times::containsKey)
        .forEach(
            type ->
                rule(
                    times.get(type),
                    "{type: "
                        + type
                        + ", at: "
                        + times.get(type)
                        + (startGuessed && type.equals("STARTED")
                            ? "}   # TODO when does the work begin?"
                            : "}")));
    ColumnProfile stars = find(STARS, column -> column.isOf(text -> text.matches("[1-5]")));
    if (stars != null && times.containsKey("COMPLETED")) {
      rule(
          quoted(stars.name()),
          "{type: RATED, at: "
              + times.get("COMPLETED")
              + ", stars: "
              + quoted(stars.name())
              + "}   # TODO when was it asked?");
    }
    if (times.containsKey("CANCELLED")) {
      rule(
          times.get("CANCELLED"),
          "{type: CANCELLED, at: " + times.get("CANCELLED") + ", initiator: " + initiator() + "}");
    }
    if (times.keySet().stream().noneMatch(type -> Target.ORDER_EVENTS.types().contains(type))
        && end == null) {
      add("  - emit: {type: PLACED, at: TODO}   # no field looks like a time");
    }
    add("otherwise: skip   # a record with none of these times");
  }

  private void rule(String known, String emission) {
    add("  - when: {known: " + known + "}");
    add("    emit: " + emission);
  }

  private String initiator() {
    ColumnProfile by =
        columns.values().stream()
            .filter(
                column ->
                    column.words().matches(".* (cancelled|canceled) by .*")
                        && column.isEnumeration())
            .findFirst()
            .orElse(null);
    if (by == null) {
      return "=CUSTOMER   # TODO by whom?";
    }
    String map =
        by.commonest().stream()
            .map(
                value ->
                    quoted(value.getKey())
                        + ": "
                        + initiator(value.getKey().toLowerCase(Locale.ROOT)))
            .collect(Collectors.joining(", "));
    return "[{path: " + quoted(by.name()) + ", map: {" + map + "}}, =PLATFORM]";
  }

  private static String initiator(String who) {
    if (who.matches(".*(customer|client|user).*")) {
      return "CUSTOMER";
    }
    return who.matches(".*(pro|tech|engineer|vendor|contractor|worker|driver).*")
        ? "PROVIDER"
        : "PLATFORM";
  }

  private Map<String, List<String>> phases(ColumnProfile status) {
    Map<String, List<String>> phases = new LinkedHashMap<>();
    List.of("queued", "working", "waiting", "done", "cancelled", "")
        .forEach(phase -> phases.put(phase, new ArrayList<>()));
    for (Map.Entry<String, Long> value : status.commonest()) {
      String text = value.getKey().toLowerCase(Locale.ROOT).replaceAll("[_-]+", " ");
      String phase =
          PHASES.entrySet().stream()
              .filter(one -> one.getValue().matcher(text).find())
              .map(Map.Entry::getKey)
              .findFirst()
              .orElse("");
      phases.get(phase).add(quoted(value.getKey()));
    }
    return phases;
  }

  private void addLifecycle(ColumnProfile status) {
    Map<String, List<String>> phases = phases(status);
    add("lifecycle:   # TODO is each status where it belongs?");
    add("  status: " + quoted(status.name()));
    addList("queued", phases.get("queued"));
    addList("working", phases.get("working"));
    addList("waiting", phases.get("waiting"));
    addList("done", phases.get("done"));
    if (!phases.get("cancelled").isEmpty()) {
      add(
          "  cancelled: {"
              + phases.get("cancelled").stream()
                  .map(text -> text + ": CUSTOMER")
                  .collect(Collectors.joining(", "))
              + "}   # TODO by whom?");
    }
    addUnknown(phases.get(""));
  }

  private void addConversation(ColumnProfile status) {
    Map<String, List<String>> phases = phases(status);
    List<String> ended = new ArrayList<>(phases.get("done"));
    ended.addAll(phases.get("cancelled"));
    List<String> open = new ArrayList<>(phases.get("queued"));
    open.addAll(phases.get("working"));
    ColumnProfile group =
        columns.values().stream().filter(c -> is(c, GROUP)).findFirst().orElse(null);
    add("conversation:   # TODO is each status where it belongs?");
    add("  status: " + quoted(status.name()));
    add("  begin: {channel: =VOICE, direction: =INBOUND, reason: =unknown}   # TODO");
    addList("queued", phases.get("queued"));
    addList("talking", phases.get("working"));
    if (group != null) {
      add("  handed on: {changed: " + quoted(group.name()) + ", from: known}");
    }
    if (!ended.isEmpty()) {
      add(
          "  ended: [{statuses: ["
              + String.join(", ", ended)
              + "], endedBy: =AGENT}]   # TODO who, and resolved: true or false");
    }
    addList("again", open);
    addList("ignored", phases.get("waiting"));
    addUnknown(phases.get(""));
  }

  private void addList(String phase, List<String> texts) {
    if (!texts.isEmpty()) {
      add("  " + phase + ": [" + String.join(", ", texts) + "]");
    }
  }

  private void addUnknown(List<String> texts) {
    if (!texts.isEmpty()) {
      add("  # TODO where do these belong? Those that mean nothing go to ignored: [...]");
      add("  #   " + String.join(", ", texts));
    }
  }

  private static String quoted(String text) {
    boolean plain =
        text.matches("[A-Za-z][A-Za-z0-9_./-]*([ :][A-Za-z0-9_./-]+)*")
            && !text.matches("(?i)true|false|null|yes|no|on|off|first|last|always");
    return plain ? text : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
