package dev.odyssey.connectors.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.odyssey.codec.AlertJson;
import dev.odyssey.events.InvalidEventException;
import dev.odyssey.notifications.Alert;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tables {@code alert}, the latest state, and {@code alert_change}, every revision. */
public final class AlertTables implements TableWriter<Alert> {

  private static final long serialVersionUID = 1L;

  private static final String COLUMNS =
      "alert_id, revision, status, severity, code, title, summary, region, member_count,"
          + " defect_ids, starts_at, ends_at, detected_at, notify, suppressed_by, route, runbook";

  private static final String VALUES = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?)";

  private static final String KEEP_EACH_REVISION_ONCE =
      "INSERT INTO alert_change ("
          + COLUMNS
          + ") VALUES "
          + VALUES
          + " ON CONFLICT (alert_id, revision) DO NOTHING";

  private static final String KEEP_HIGHEST_REVISION =
      "INSERT INTO alert AS kept ("
          + COLUMNS
          + ") VALUES "
          + VALUES
          + " ON CONFLICT (alert_id) DO UPDATE SET ("
          + COLUMNS
          + ", updated_at) = ("
          + COLUMNS.replaceAll("(\\w+)", "EXCLUDED.$1")
          + ", EXCLUDED.updated_at) WHERE EXCLUDED.revision > kept.revision";

  /** A sink of revisions into both tables. */
  public static PostgresUpsertSink<Alert> sink(PostgresConnection database) {
    return new PostgresUpsertSink<>(database, new AlertTables(), new Json());
  }

  @Override
  public void writeIdempotently(Connection connection, List<Alert> alerts) throws SQLException {
    write(connection, KEEP_EACH_REVISION_ONCE, alerts);
    // The rows of a batch travel as one statement, which may touch a row only once.
    Map<String, Alert> highest = new HashMap<>();
    for (Alert alert : alerts) {
      highest.merge(
          Bindings.keyText(alert.alertId()), alert, (a, b) -> a.revision() >= b.revision() ? a : b);
    }
    write(connection, KEEP_HIGHEST_REVISION, highest.values());
  }

  private static void write(Connection connection, String sql, Collection<Alert> alerts)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      Bindings row = new Bindings(statement);
      for (Alert alert : alerts) {
        row.key(alert.alertId())
            .integer(alert.revision())
            .symbol(alert.status())
            .symbol(alert.severity())
            .text(alert.code())
            .text(alert.title())
            .text(alert.summary())
            .key(alert.region())
            .integer(alert.members().count())
            .json(AlertJson.defectIds(alert.members()))
            .instant(alert.startsAt())
            .instant(alert.endsAt())
            .instant(alert.detectedAt())
            .truth(alert.notifies())
            .symbol(alert.suppressedBy())
            .text(alert.route())
            .text(alert.runbook())
            .addBatch();
      }
      statement.executeBatch();
    }
  }

  static final class Json implements RowCodec<Alert> {

    private static final long serialVersionUID = 1L;

    @Override
    public byte[] encode(Alert alert) {
      return AlertJson.write(alert).getBytes(UTF_8);
    }

    @Override
    public Alert decode(byte[] bytes) throws IOException {
      try {
        return AlertJson.read(new String(bytes, UTF_8));
      } catch (InvalidEventException e) {
        throw new IOException("not an alert: " + e.getMessage(), e);
      }
    }
  }
}
