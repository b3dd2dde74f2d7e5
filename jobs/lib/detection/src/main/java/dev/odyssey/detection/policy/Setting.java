package dev.odyssey.detection.policy;

import java.time.Duration;
import java.time.format.DateTimeParseException;

/** What a policy can set, with its name in the policies file and its built-in value. */
public enum Setting {
  /** How long an order may wait for a promise. */
  SCHEDULE_WITHIN("scheduleWithin", Kind.DURATION, "PT24H"),
  /** How long a claim may wait for a decision. */
  CLAIM_WITHIN("claimWithin", Kind.DURATION, "P7D"),
  /** How long a declined promise may wait for another provider. */
  REASSIGN_WITHIN("reassignWithin", Kind.DURATION, "PT2H"),
  /** How long before the window a provider must have confirmed. */
  CONFIRM_LEAD("confirmLead", Kind.DURATION, "PT24H"),
  /** How long a provider has to confirm at the least. */
  CONFIRM_WITHIN("confirmWithin", Kind.DURATION, "PT1H"),
  /** How long before the end of the window a provider must be on the way. */
  DEPARTURE_LEAD("departureLead", Kind.DURATION, "PT45M"),
  /** How long after the window an arrival still counts as in time. */
  ARRIVAL_GRACE("arrivalGrace", Kind.DURATION, "PT0S"),
  /** How long after the window nobody having come is a no-show. */
  NO_SHOW_AFTER("noShowAfter", Kind.DURATION, "PT2H"),
  /** How long after the arrival work must start. */
  START_WITHIN("startWithin", Kind.DURATION, "PT30M"),
  /** How long the work takes. */
  EXPECTED_DURATION("expectedDuration", Kind.DURATION, "PT2H"),
  /** How much longer the work may take. */
  COMPLETION_GRACE("completionGrace", Kind.DURATION, "PT30M"),
  /** How long after the window a completion counts as in it (scorecards). */
  COMPLETION_ALLOWANCE("completionAllowance", Kind.DURATION, "PT2H"),
  /** How long work may pause. */
  MAX_PAUSE("maxPause", Kind.DURATION, "PT24H"),
  /** The reschedule by our side that is one too many. */
  MAX_RESCHEDULES("maxReschedules", Kind.COUNT, "2"),
  /** How long before the window our side may still cancel. */
  LATE_CANCEL_LEAD("lateCancelLead", Kind.DURATION, "PT24H"),
  /** How long after its completion a reopened order is rework. */
  REOPEN_WITHIN("reopenWithin", Kind.DURATION, "P30D"),
  /** How soon another contact about the same issue is a repeat. */
  REPEAT_CONTACT_WITHIN("repeatContactWithin", Kind.DURATION, "PT24H"),
  /** How soon after a dropped line a contact is the same conversation. */
  RECONNECT_WITHIN("reconnectWithin", Kind.DURATION, "PT10M"),
  /** The transfer of a contact that is one too many. */
  MAX_TRANSFERS("maxTransfers", Kind.COUNT, "3"),
  /** How long a dropped or abandoned contact may wait for us to call back. */
  CALLBACK_WITHIN("callbackWithin", Kind.DURATION, "PT30M"),
  /** How long an issue may wait for its resolution. */
  RESOLVE_WITHIN("resolveWithin", Kind.DURATION, "PT72H"),
  /** How long without an event until an issue is taken as over. */
  ISSUE_EXPIRY("issueExpiry", Kind.DURATION, "P14D");

  private static final Duration MAX = Duration.ofDays(3650);

  private enum Kind {
    DURATION,
    COUNT
  }

  private final String key;
  private final Kind kind;
  private final String builtIn;

  Setting(String key, Kind kind, String builtIn) {
    this.key = key;
    this.kind = kind;
    this.builtIn = builtIn;
  }

  /** The name in the policies file. */
  public String key() {
    return key;
  }

  /** The value that holds where no file says otherwise, as it would be written there. */
  public String builtIn() {
    return builtIn;
  }

  /** The setting of that name, or null. */
  static Setting of(String key) {
    for (Setting setting : values()) {
      if (setting.key.equals(key)) {
        return setting;
      }
    }
    return null;
  }

  /**
   * The number that a written value stands for: milliseconds, or a count.
   *
   * @throws IllegalArgumentException saying what would be right
   */
  long parse(String written) {
    return switch (kind) {
      case DURATION -> parseDuration(written);
      case COUNT -> parseCount(written);
    };
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
}
