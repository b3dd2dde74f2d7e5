package dev.odyssey.notifications;

import dev.odyssey.defects.Severity;
import java.util.List;
import java.util.Objects;

/**
 * One revision of one alert: what operations should look at. The highest revision of an alertId is
 * its state; episodes are revisions of one id. An alert that notifies nobody is written too, with
 * the reason.
 *
 * @param alertId {@code CASES:route:region}, {@code SURGE:code:region} or {@code FEED:scope}
 * @param revision counts up by one per alert, from 1
 * @param severity the worst of its members
 * @param title a line for a pager
 * @param summary a sentence or two for people
 * @param region null where not known, ALL for all
 * @param members the cases that it is about
 * @param startsAt since when, in epoch milliseconds of event time
 * @param endsAt until when; null while it lasts
 * @param detectedAt the instant that this revision was decided for, in epoch milliseconds
 * @param notifies {@code notify} in JSON: whether to interrupt somebody for this revision
 * @param reason why it notifies, or {@link AlertReason#EXPIRED}; else null
 * @param suppressedBy what stands against it; null for nothing
 * @param acknowledgedBy who has acknowledged it; null for nobody
 * @param unconfirmed whether events of a member's region or provider were missing for so long that
 *     it was told all the same
 * @param route who is to be told, by the name of a route
 * @param runbook where it is written what to do; null for none
 */
public record Alert(
    String alertId,
    AlertKind kind,
    int revision,
    AlertStatus status,
    Severity severity,
    String title,
    String summary,
    String region,
    Members members,
    long startsAt,
    Long endsAt,
    long detectedAt,
    boolean notifies,
    AlertReason reason,
    Suppression suppressedBy,
    String acknowledgedBy,
    boolean unconfirmed,
    String route,
    String runbook) {

  public Alert {
    Objects.requireNonNull(alertId, "alertId");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(severity, "severity");
    Objects.requireNonNull(members, "members");
    if (revision < 1) {
      throw new IllegalArgumentException("revision is not 1 or more: " + revision);
    }
    if (notifies && (reason == null || reason == AlertReason.EXPIRED)) {
      throw new IllegalArgumentException("it notifies without a reason: " + alertId);
    }
  }

  /**
   * What an alert is about.
   *
   * @param count how many members
   * @param ids of the first of them, at most {@link #NAMED}: caseIds, or the scope of a feed
   */
  public record Members(int count, List<String> ids) {

    /** How many members an alert names. */
    public static final int NAMED = 20;

    public static final Members NONE = new Members(0, List.of());

    public Members {
      ids = List.copyOf(ids);
      if (ids.size() > Math.min(count, NAMED)) {
        throw new IllegalArgumentException(
            "more ids than members or than " + NAMED + ": " + ids.size());
      }
    }
  }
}
