package dev.odyssey.streaming.postgres;

import dev.odyssey.codec.AlertJson;
import dev.odyssey.notifications.Alert;
import java.sql.SQLException;

/** The tables {@code alert}, the latest state, and {@code alert_change}, every revision. */
public final class AlertTables extends RevisionTables<Alert> {

  static final RowCodec<Alert> CODEC = new JsonRowCodec<>(AlertJson::write, AlertJson::read);

  private static final long serialVersionUID = 1L;

  AlertTables() {
    super(
        "alert",
        """
        alert_id, kind, revision, status, severity, title, summary, region, member_count,
        members::jsonb, starts_at, ends_at, detected_at, notify, reason, suppressed_by,
        acknowledged_by, unconfirmed, route, runbook""");
  }

  /** A sink of revisions into both tables. */
  public static PostgresUpsertSink<Alert> sink(PostgresConnection database) {
    return new PostgresUpsertSink<>(database, new AlertTables(), CODEC);
  }

  @Override
  String id(Alert alert) {
    return alert.alertId();
  }

  @Override
  long revision(Alert alert) {
    return alert.revision();
  }

  @Override
  void bind(Bindings bindings, Alert alert) throws SQLException {
    bindings
        .key(alert.alertId())
        .symbol(alert.kind())
        .integer(alert.revision())
        .symbol(alert.status())
        .symbol(alert.severity())
        .text(alert.title())
        .text(alert.summary())
        .key(alert.region())
        .integer(alert.members().count())
        .json(AlertJson.ids(alert.members()))
        .instant(alert.startsAt())
        .instant(alert.endsAt())
        .instant(alert.detectedAt())
        .truth(alert.notifies())
        .symbol(alert.reason())
        .symbol(alert.suppressedBy())
        .text(alert.acknowledgedBy())
        .truth(alert.unconfirmed())
        .text(alert.route())
        .text(alert.runbook());
  }
}
