package dev.odyssey.notifications;

import dev.odyssey.defects.Severity;
import java.util.List;
import java.util.Objects;

/**
 * One revision of one alert: what operations should look at. The highest revision of an alertId is
 * its state. Whatever keeps an alert from notifying, it is written all the same.
 *
 * @param alertId deterministic: the same defects make the same alert, whenever they are read
 * @param revision counts up by one per alert, from 1
 * @param code the defects' code, or {@link #FEED_SILENT}
 * @param title a line for a pager
 * @param summary a sentence or two for people
 * @param region null where not known
 * @param members the defects it is about
 * @param startsAt since when, in epoch milliseconds of event time
 * @param endsAt until when; null while it lasts
 * @param detectedAt when this revision was decided, in epoch milliseconds of the wall clock
 * @param notifies {@code notify} in JSON: whether to interrupt somebody for this revision: an alert
 *     does so once when it begins, and once more when it is over
 * @param suppressedBy why nobody is interrupted; null where nothing stands against it
 * @param route who is to be told, by the name of a route
 * @param runbook where it is written what to do; null for none
 */
public record Alert(
    String alertId,
    int revision,
    AlertStatus status,
    Severity severity,
    String code,
    String title,
    String summary,
    String region,
    Members members,
    long startsAt,
    Long endsAt,
    long detectedAt,
    boolean notifies,
    Suppression suppressedBy,
    String route,
    String runbook) {

  /** The code of the alert that says that a region's events have stopped. */
  public static final String FEED_SILENT = "FEED_SILENT";

  public Alert {
    Objects.requireNonNull(alertId, "alertId");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(severity, "severity");
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(members, "members");
    if (revision < 1) {
      throw new IllegalArgumentException("revision is not 1 or more: " + revision);
    }
  }

  /**
   * The defects that an alert is about.
   *
   * @param count how many
   * @param defectIds the first of them, at most {@link #NAMED}
   */
  public record Members(int count, List<String> defectIds) {

    /** How many defects an alert names. */
    public static final int NAMED = 20;

    public static final Members NONE = new Members(0, List.of());

    public Members {
      defectIds = List.copyOf(defectIds);
      if (defectIds.size() > Math.min(count, NAMED)) {
        throw new IllegalArgumentException(
            "more defectIds than members or than " + NAMED + ": " + defectIds.size());
      }
    }
  }
}
