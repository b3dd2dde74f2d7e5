package dev.odyssey.notifications.incidents;

import dev.odyssey.defects.ChargedTo;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.DefectStatus;
import dev.odyssey.defects.Finding;
import dev.odyssey.defects.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Changes of defects that say no more than a test needs. */
public final class Defects {

  /** When every story begins. */
  public static final long START = Instant.parse("2025-03-01T17:00:00Z").toEpochMilli();

  private static final Set<String> ABSENCES =
      Set.of(
          DefectCode.UNSCHEDULED,
          DefectCode.UNFILLED,
          DefectCode.UNCONFIRMED,
          DefectCode.LATE_DEPARTURE,
          DefectCode.MISSED_WINDOW,
          DefectCode.NO_SHOW,
          DefectCode.STALLED_START,
          DefectCode.DROPPED_CONTACT);

  private static final Set<String> OF_CONTACTS = Set.copyOf(DefectCode.OF_CONTACTS);

  public static Severity severity(String code) {
    return switch (code) {
      case DefectCode.NO_SHOW -> Severity.CRITICAL;
      case DefectCode.BACKDATED_PROMISE, DefectCode.SKIPPED_SCAN -> Severity.INFO;
      case DefectCode.UNSCHEDULED,
          DefectCode.UNCONFIRMED,
          DefectCode.LATE_DEPARTURE,
          DefectCode.LOW_RATING,
          DefectCode.STALLED_CLAIM,
          DefectCode.ABANDONED_CONTACT ->
          Severity.WARNING;
      default -> Severity.HIGH;
    };
  }

  /** A change of the one defect of a code and an order, found when it is detected. */
  public static DefectChange change(
      String code, String order, String region, int revision, DefectStatus status, long at) {
    return of("P1", code, order, region, revision, status, at);
  }

  /** The same, of a provider; null for none. */
  public static DefectChange of(
      String providerId,
      String code,
      String order,
      String region,
      int revision,
      DefectStatus status,
      long at) {
    return change(
        providerId, code, order, region, severity(code), "found", revision, status, at, at);
  }

  public static DefectChange change(
      String code,
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
      String code,
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

  /** The id of the one defect of a code and an order. */
  public static String id(String code, String order) {
    return change(code, order, null, 1, DefectStatus.RAISED, START).defectId();
  }

  private Defects() {}
}
