package dev.odyssey.notifications.cases;

import dev.odyssey.defects.DefectStatus;
import dev.odyssey.defects.Severity;
import dev.odyssey.notifications.Suppression;
import dev.odyssey.notifications.feeds.Gate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Defects and what is made of them, for tests. */
public final class Samples {

  /** 3 March 2025, a Monday, at a time of day in UTC. */
  public static long time(String timeOfDay) {
    return Instant.parse("2025-03-03T" + timeOfDay + "Z").toEpochMilli();
  }

  /** A day in March 2025. */
  public static long time(int day, String timeOfDay) {
    return Instant.parse("2025-03-%02dT%sZ".formatted(day, timeOfDay)).toEpochMilli();
  }

  public static Severity severity(String code) {
    return switch (code) {
      case "NO_SHOW" -> Severity.CRITICAL;
      case "UNCONFIRMED", "LATE_DEPARTURE", "ABANDONED_CONTACT" -> Severity.WARNING;
      case "SKIPPED_SCAN" -> Severity.INFO;
      default -> Severity.HIGH;
    };
  }

  /** A defect of an order whose window is 15:00 to 17:00 on 3 March, by provider P-1. */
  public static Defect defect(String code, String orderId, long raisedAt) {
    boolean isPoint = code.equals("LATE_CANCEL") || code.equals("REWORK");
    return new Defect(
        code + ":" + orderId + ":e1",
        code,
        severity(code),
        "PROVIDER",
        orderId,
        null,
        "C-" + orderId,
        "P-1",
        "plumbing",
        "US-NY",
        null,
        null,
        null,
        null,
        "America/New_York",
        time("15:00:00"),
        time("17:00:00"),
        "e1",
        raisedAt,
        isPoint ? null : "ARRIVED",
        null,
        code + " of " + orderId);
  }

  public static DefectNews news(Defect defect, int revision, DefectStatus status, long at) {
    return new DefectNews(defect, revision, status, at, null, false);
  }

  /** The input that a change of a defect is. */
  public static CaseInput change(Defect defect, int revision, DefectStatus status, long at) {
    return CaseInput.of(CaseInput.ofOrder(defect.orderId()), news(defect, revision, status, at));
  }

  /** Something that happened to an order. */
  public static OrderStep step(
      String orderId, String eventId, String type, String provider, long at) {
    boolean isPromise = type.equals("SCHEDULED");
    return new OrderStep(
        eventId,
        type,
        isPromise ? 1 : 5,
        at,
        at,
        null,
        orderId,
        "C-" + orderId,
        "plumbing",
        "US-NY",
        "America/New_York",
        provider,
        isPromise ? (Long) time("15:00:00") : null,
        isPromise ? (Long) time("17:00:00") : null);
  }

  public static Member member(Defect defect, long since, Suppression against) {
    boolean isFeed = against == Suppression.FEED;
    return new Member(
        defect,
        since,
        false,
        !defect.isAbsence(),
        against,
        isFeed ? null : (Long) since,
        Gate.Doubt.NONE);
  }

  /** What stands in an order's case; nothing where no members are given. */
  public static CaseNews standing(String orderId, Member... members) {
    List<Member> sorted = new ArrayList<>(Arrays.asList(members));
    sorted.sort(CaseNews.WORST_FIRST);
    return new CaseNews(
        CaseInput.ofOrder(orderId),
        sorted,
        0,
        "US-NY",
        "plumbing",
        "P-1",
        "C-" + orderId,
        "America/New_York");
  }

  private Samples() {}
}
