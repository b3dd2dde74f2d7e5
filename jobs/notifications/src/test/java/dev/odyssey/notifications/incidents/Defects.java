package dev.odyssey.notifications.incidents;

import dev.odyssey.defects.ChargedTo;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.DefectStatus;
import dev.odyssey.defects.Finding;
import dev.odyssey.defects.Severity;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Changes of defects that say no more than a test needs. */
public final class Defects {

  /** When every story begins. */
  public static final long START = Instant.parse("2025-03-01T17:00:00Z").toEpochMilli();

  private static final Set<DefectCode> ABSENCES =
      EnumSet.of(
          DefectCode.UNSCHEDULED,
          DefectCode.UNFILLED,
          DefectCode.UNCONFIRMED,
          DefectCode.LATE_DEPARTURE,
          DefectCode.MISSED_WINDOW,
          DefectCode.NO_SHOW,
          DefectCode.STALLED_START,
          DefectCode.DROPPED_CONTACT);

  private static final Set<DefectCode> OF_CONTACTS =
      EnumSet.range(DefectCode.REPEAT_CONTACT, DefectCode.NOT_SOLVED);

  public static Severity severity(DefectCode code) {
    return switch (code) {
      case NO_SHOW -> Severity.CRITICAL;
      case BACKDATED_PROMISE, SKIPPED_SCAN -> Severity.INFO;
      case UNSCHEDULED, UNCONFIRMED, LATE_DEPARTURE, LOW_RATING, STALLED_CLAIM, ABANDONED_CONTACT ->
          Severity.WARNING;
      default -> Severity.HIGH;
    };
  }

  /** A change of the one defect of a code and an order, found when it is detected. */
  public static DefectChange change(
      DefectCode code, String order, String region, int revision, DefectStatus status, long at) {
    return of("P1", code, order, region, revision, status, at);
  }

  /** The same, of a provider; null for none. */
  public static DefectChange of(
      String providerId,
      DefectCode code,
      String order,
      String region,
      int revision,
      DefectStatus status,
      long at) {
    return change(
        providerId, code, order, region, severity(code), "found", revision, status, at, at);
  }

  public static DefectChange change(
      DefectCode code,
      String order,
      String region,
      Severity severity,
      String summary,
      int revision,
      DefectStatus status,
      long raisedAt,
      long detectedAt) {
    return change(
        "P1", code, order, region, severity, summary, revision, status, raisedAt, detectedAt);
  }

  private static DefectChange change(
      String providerId,
      DefectCode code,
      String order,
      String region,
      Severity severity,
      String summary,
      int revision,
      DefectStatus status,
      long raisedAt,
      long detectedAt) {
    boolean over = status == DefectStatus.CLEARED;
    return new DefectChange(
        revision,
        status,
        detectedAt,
        new Finding(
            code,
            order,
            severity,
            ChargedTo.PROVIDER,
            order,
            OF_CONTACTS.contains(code) ? "contact of " + order : null,
            "customer of " + order,
            providerId,
            "plumbing",
            region,
            null,
            null,
            null,
            null,
            "America/Los_Angeles",
            null,
            null,
            raisedAt,
            over ? (Long) detectedAt : null,
            over ? "ARRIVED" : null,
            over ? "E9" : null,
            null,
            summary,
            List.of(),
            ABSENCES.contains(code) ? "ARRIVED" : null,
            "derived",
            Map.of(),
            Map.of()));
  }

  private Defects() {}
}
