package dev.odyssey.notifications.alerts;

import dev.odyssey.defects.Finding;
import dev.odyssey.notifications.Alert;
import dev.odyssey.notifications.Alert.Members;
import dev.odyssey.notifications.AlertStatus;
import dev.odyssey.notifications.Suppression;
import dev.odyssey.notifications.incidents.Incident;
import dev.odyssey.notifications.settings.AlertSettings;
import java.time.Instant;
import java.util.List;

/**
 * What the alerts of one code in one region say, and to whom. Instants are epoch milliseconds: now
 * is the clock that changes are detected by, decidedAt what it was on the wall.
 */
final class AlertWording {

  private final AlertKey key;
  private final AlertSettings settings;

  AlertWording(AlertKey key, AlertSettings settings) {
    this.key = key;
    this.settings = settings;
  }

  /** The next revision of the alert of one incident. */
  Alert of(
      String incidentId,
      AlertState state,
      AlertStatus status,
      boolean notifies,
      Suppression suppression,
      long now,
      long decidedAt) {
    Incident incident = state.incident();
    boolean feed = incident.change() == null;
    return new Alert(
        feed ? incidentId : "ALERT:" + incidentId,
        state.revision() + 1,
        status,
        incident.severity(),
        incident.code(),
        title(state.finding()),
        incident.summary(),
        incident.region(),
        feed ? Members.NONE : new Members(1, List.of(incidentId)),
        incident.startsAt(),
        status == AlertStatus.CLEARED ? (Long) endOf(incident, now) : null,
        decidedAt,
        notifies,
        suppression,
        settings.route(incident.code(), incident.severity(), incident.region()),
        settings.runbooks().get(incident.code()));
  }

  /** What was none, or is forgotten, has no end of its own. */
  private static long endOf(Incident incident, long now) {
    return incident.endsAt() == null ? now : incident.endsAt();
  }

  private String title(Finding finding) {
    if (finding != null && finding.orderId() != null) {
      return key.phrase() + ": order " + finding.orderId();
    }
    return finding != null && finding.contactId() != null
        ? key.phrase() + ": contact " + finding.contactId()
        : key.phrase();
  }

  /** The next revision of the alert of a storm. */
  Alert of(
      Storm storm,
      AlertStatus status,
      boolean notifies,
      Suppression suppression,
      long now,
      long decidedAt) {
    return new Alert(
        storm.alertId(),
        storm.revision() + 1,
        status,
        storm.severity(),
        key.code(),
        key.phrase() + ": " + storm.count() + " defects",
        storm.count()
            + " defects "
            + key.phrase()
            + " have fired since "
            + Instant.ofEpochMilli(storm.beganAt())
            + ", "
            + storm.open()
            + " of them last",
        key.region(),
        new Members(storm.count(), storm.named()),
        storm.startsAt(),
        status == AlertStatus.CLEARED ? (Long) now : null,
        decidedAt,
        notifies,
        suppression,
        settings.route(key.code(), storm.severity(), key.region()),
        settings.runbooks().get(key.code()));
  }
}
