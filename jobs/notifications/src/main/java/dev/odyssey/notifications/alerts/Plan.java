package dev.odyssey.notifications.alerts;

import dev.odyssey.defects.Severity;
import dev.odyssey.notifications.AlertKind;
import dev.odyssey.notifications.Suppression;
import java.util.List;

/**
 * An alert as it should be now, whatever was told.
 *
 * @param members in the order in which they are named
 * @param isExpired whether it has ended as it had no new member for long
 * @param what what it is about, for its title
 */
record Plan(
    String alertId,
    AlertKind kind,
    String route,
    String escalateTo,
    String region,
    String runbook,
    String what,
    List<View> members,
    boolean isExpired) {

  /**
   * A member as it is now.
   *
   * @param startsAt in event time
   * @param against what stands against it; null for nothing
   * @param rose whether it was there before, less severe
   * @param isPoint whether nothing can clear it, so that nobody is reminded
   * @param summary a line for people
   */
  record View(
      String id,
      Severity severity,
      long startsAt,
      Suppression against,
      boolean rose,
      boolean isPoint,
      boolean isUnconfirmed,
      String summary) {

    View against(Suppression suppression) {
      return new View(id, severity, startsAt, suppression, rose, isPoint, isUnconfirmed, summary);
    }
  }
}
