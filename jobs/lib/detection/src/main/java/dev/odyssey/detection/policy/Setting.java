package dev.odyssey.detection.policy;

import dev.odyssey.events.Channel;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a policy can set, with its name in the policies file and its built-in value. */
public enum Setting {
  /** How long an order may wait for a promise. */
  SCHEDULE_WITHIN("scheduleWithin", Scope.ORDER, Kind.WORKING_TIME, "PT24H"),
  /** How long a claim may wait for a decision. */
  CLAIM_WITHIN("claimWithin", Scope.ORDER, Kind.WORKING_TIME, "P7D"),
  /** How long a declined promise may wait for another provider. */
  REASSIGN_WITHIN("reassignWithin", Scope.ORDER, Kind.WORKING_TIME, "PT2H"),
  /** How long before the window a provider must have confirmed. */
  CONFIRM_LEAD("confirmLead", Scope.ORDER, Kind.DURATION, "PT24H"),
  /** How long a provider has to confirm at the least. */
  CONFIRM_WITHIN("confirmWithin", Scope.ORDER, Kind.WORKING_TIME, "PT1H"),
  /** How long before the end of the window a provider must be on the way. */
  DEPARTURE_LEAD("departureLead", Scope.ORDER, Kind.DURATION, "PT45M"),
  /** How long after the window an arrival still counts as in time. */
  ARRIVAL_GRACE("arrivalGrace", Scope.ORDER, Kind.DURATION, "PT0S"),
  /** How long after the window it is a no-show that nobody came. */
  NO_SHOW_AFTER("noShowAfter", Scope.ORDER, Kind.DURATION, "PT2H"),
  /** How long after the arrival work must start. */
  START_WITHIN("startWithin", Scope.ORDER, Kind.DURATION, "PT30M"),
  /** How long the work takes. */
  EXPECTED_DURATION("expectedDuration", Scope.ORDER, Kind.DURATION, "PT2H"),
  /** How much longer the work may take. */
  COMPLETION_GRACE("completionGrace", Scope.ORDER, Kind.DURATION, "PT30M"),
  /** How long after the window a completion counts as in it (scorecards). */
  COMPLETION_ALLOWANCE("completionAllowance", Scope.ORDER, Kind.DURATION, "PT2H"),
  /** How long work may pause. */
  MAX_PAUSE("maxPause", Scope.ORDER, Kind.DURATION, "PT24H"),
  /** The reschedule by our side that is one too many. */
  MAX_RESCHEDULES("maxReschedules", Scope.ORDER, Kind.COUNT, "2"),
  /** How long before the window our side may still reschedule, cancel or decline. */
  LATE_CANCEL_LEAD("lateCancelLead", Scope.ORDER, Kind.DURATION, "PT24H"),
  /** How long after its completion a reopened order is rework. */
  REOPEN_WITHIN("reopenWithin", Scope.ORDER, Kind.DURATION, "P30D"),
  /** How long before the window a provider can be on the way, arrive or start at the earliest. */
  EARLY_LIMIT("earlyLimit", Scope.ORDER, Kind.DURATION, "PT6H"),
  /** How long after a promise our side may still call it off, however close the window is. */
  SECOND_THOUGHTS("secondThoughts", Scope.ORDER, Kind.DURATION, "PT1H"),
  /** How soon another contact about the same issue is a repeat. */
  REPEAT_CONTACT_WITHIN("repeatContactWithin", Scope.CONTACT, Kind.DURATION, "PT24H"),
  /** How soon after a dropped line a contact is the same conversation. */
  RECONNECT_WITHIN("reconnectWithin", Scope.CONTACT, Kind.DURATION, "PT10M"),
  /** The transfer of a contact that is one too many. */
  MAX_TRANSFERS("maxTransfers", Scope.CONTACT, Kind.COUNT, "3"),
  /** How long a dropped or abandoned contact may wait for us to call back. */
  CALLBACK_WITHIN("callbackWithin", Scope.CONTACT, Kind.WORKING_TIME, "PT30M"),
  /** How long an issue may wait for its resolution. */
  RESOLVE_WITHIN("resolveWithin", Scope.CONTACT, Kind.WORKING_TIME, "PT72H"),
  /** How long without an event until an issue is taken as over. */
  ISSUE_EXPIRY("issueExpiry", Scope.CONTACT, Kind.DURATION, "P14D"),
  /** How soon a customer who hangs up before anybody answers has misdialled. */
  SHORT_ABANDON("shortAbandon", Scope.CONTACT, Kind.DURATION, "PT5S"),
  /** The reasons of contacts that are exempt. */
  EXEMPT_REASONS("exemptReasons", Scope.CONTACT, Kind.TEXTS, "[]"),
  /** The channels of contacts that are exempt. */
  EXEMPT_CHANNELS("exemptChannels", Scope.CONTACT, Kind.CHANNELS, "[]"),
  /** The codes that are not raised. */
  OFF("off", Scope.ANY, Kind.CODES, "[]");

  private static final Duration MAX = Duration.ofDays(3650);

  private static final Pattern IN_CALENDAR = Pattern.compile("(\\S+)\\s+in\\s+(\\S.*)");

  private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{2,39}");

  private static final Map<String, Setting> BY_KEY = new HashMap<>();

  static {
    for (Setting setting : values()) {
      BY_KEY.put(setting.key, setting);
    }
  }

  /** Which rules read it: contact rules know no offerings. */
  private enum Scope {
    ORDER,
    CONTACT,
    ANY
  }

  private enum Kind {
    DURATION,
    WORKING_TIME,
    COUNT,
    TEXTS,
    CHANNELS,
    CODES
  }

  /**
   * A value as a file gives it.
   *
   * @param written the text in the file; of a list, its texts in the order of texts
   * @param number milliseconds or a count; 0 for a list
   * @param calendar the name of the calendar in which the duration runs, or null
   * @param texts what a list holds, or null
   */
  record Value(String written, long number, String calendar, SortedSet<String> texts) {}

  private final String key;
  private final Scope scope;
  private final Kind kind;
  private final String builtIn;

  Setting(String key, Scope scope, Kind kind, String builtIn) {
    this.key = key;
    this.scope = scope;
    this.kind = kind;
    this.builtIn = builtIn;
  }

  /** The name in the policies file. */
  public String key() {
    return key;
  }

  /** The value that holds where a file gives none, as it would be written there. */
  public String builtIn() {
    return builtIn;
  }

  /** Whether the value is a duration, in working time or not. */
  public boolean isDuration() {
    return kind == Kind.DURATION || kind == Kind.WORKING_TIME;
  }

  /** Whether contact rules read it: it can then not differ by offering. */
  public boolean isOfContacts() {
    return scope == Scope.CONTACT;
  }

  boolean isList() {
    return !isDuration() && kind != Kind.COUNT;
  }

  /** The setting of that name, or null. */
  public static Setting of(String key) {
    return BY_KEY.get(key);
  }

  Value builtInValue() {
    return isList()
        ? new Value(builtIn, 0, null, Collections.emptySortedSet())
        : parseText(builtIn);
  }

  /**
   * The value that a node of a file or document stands for.
   *
   * @throws IllegalArgumentException saying what would be right
   */
  Value parse(Object node) {
    return isList() ? parseList(node) : parseText(String.valueOf(node));
  }

  private Value parseText(String written) {
    if (kind == Kind.COUNT) {
      return new Value(written, parseCount(written), null, null);
    }
    Matcher inCalendar = IN_CALENDAR.matcher(written);
    if (!inCalendar.matches()) {
      return new Value(written, parseDuration(written), null, null);
    }
    if (kind != Kind.WORKING_TIME) {
      throw new IllegalArgumentException("this duration cannot run in a calendar");
    }
    return new Value(written, parseDuration(inCalendar.group(1)), inCalendar.group(2), null);
  }

  private static long parseDuration(String written) {
    try {
      Duration duration = Duration.parse(written);
      if (duration.isNegative() || duration.compareTo(MAX) > 0) {
        throw new IllegalArgumentException("expected a duration from PT0S to " + MAX);
      }
      return duration.toMillis();
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("expected an ISO-8601 duration like PT30M or P7D", e);
    }
  }

  private static long parseCount(String written) {
    try {
      int count = Integer.parseInt(written);
      if (count < 1) {
        throw new IllegalArgumentException("expected a count of 1 or more");
      }
      return count;
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected a count like 2", e);
    }
  }

  private Value parseList(Object node) {
    if (!(node instanceof Collection<?> elements)) {
      throw new IllegalArgumentException("expected a list like [A, B]");
    }
    SortedSet<String> texts = new TreeSet<>();
    for (Object element : elements) {
      texts.add(parseElement(element));
    }
    return new Value(Canonical.list(texts), 0, null, texts);
  }

  private String parseElement(Object element) {
    if (!(element instanceof String text) || text.isBlank()) {
      throw new IllegalArgumentException(element + " is not a text");
    }
    if (kind == Kind.CODES && !CODE.matcher(text).matches()) {
      throw new IllegalArgumentException(text + " is not a code, expected one like NO_SHOW");
    }
    if (kind == Kind.CHANNELS
        && Arrays.stream(Channel.values()).noneMatch(channel -> channel.name().equals(text))) {
      throw new IllegalArgumentException(
          text + " is not a channel, expected one of " + Arrays.toString(Channel.values()));
    }
    return text;
  }
}
