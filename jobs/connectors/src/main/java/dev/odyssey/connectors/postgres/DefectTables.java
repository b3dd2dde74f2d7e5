package dev.odyssey.connectors.postgres;

import dev.odyssey.codec.DefectChangeAvro;
import dev.odyssey.codec.DefectChangeJson;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.Finding;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tables {@code defect}, the latest state, and {@code defect_change}, every revision. */
public final class DefectTables implements TableWriter<DefectChange> {

  /** Changes in the form of the topic, which names its schema: later versions can read it. */
  static final RowCodec<DefectChange> CODEC = new Avro();

  private static final long serialVersionUID = 1L;

  private static final String COLUMNS =
      "defect_id, revision, status, code, severity, charged_to,"
          + " order_id, contact_id, customer_id, provider_id, offering_id, region,"
          + " agent_id, agent_version, site, channel, time_zone, window_start, window_end,"
          + " anchor_event_id,"
          + " raised_at, cleared_at, clear_reason, cleared_by, detected_at, escalates,"
          + " summary, evidence, missing, derivation, policy, details";

  private static final String VALUES =
      "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
          + " ?, ?::jsonb, ?, ?, ?::jsonb, ?::jsonb)";

  private static final String KEEP_EACH_REVISION_ONCE =
      "INSERT INTO defect_change ("
          + COLUMNS
          + ") VALUES "
          + VALUES
          + " ON CONFLICT (defect_id, revision) DO NOTHING";

  private static final String KEEP_HIGHEST_REVISION =
      "INSERT INTO defect AS kept ("
          + COLUMNS
          + ") VALUES "
          + VALUES
          + " ON CONFLICT (defect_id) DO UPDATE SET ("
          + COLUMNS
          + ", updated_at) = ("
          + COLUMNS.replaceAll("(\\w+)", "EXCLUDED.$1")
          + ", EXCLUDED.updated_at) WHERE EXCLUDED.revision > kept.revision";

  /** A sink of defect changes into both tables. */
  public static PostgresUpsertSink<DefectChange> sink(PostgresConnection database) {
    return new PostgresUpsertSink<>(database, new DefectTables(), CODEC);
  }

  @Override
  public void writeIdempotently(Connection connection, List<DefectChange> changes)
      throws SQLException {
    keepEachRevisionOnce(connection, changes);
    keepHighestRevision(connection, changes);
  }

  private static void keepEachRevisionOnce(Connection connection, List<DefectChange> changes)
      throws SQLException {
    write(connection, KEEP_EACH_REVISION_ONCE, changes);
  }

  private static void keepHighestRevision(Connection connection, List<DefectChange> changes)
      throws SQLException {
    // The rows of a batch travel as one statement, which may touch a row only once.
    Map<String, DefectChange> highest = new HashMap<>();
    for (DefectChange change : changes) {
      highest.merge(
          Bindings.keyText(change.defectId()),
          change,
          (a, b) -> a.revision() >= b.revision() ? a : b);
    }
    write(connection, KEEP_HIGHEST_REVISION, highest.values());
  }

  private static void write(Connection connection, String sql, Collection<DefectChange> changes)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      Bindings row = new Bindings(statement);
      for (DefectChange change : changes) {
        bind(row, change);
      }
      statement.executeBatch();
    }
  }

  private static void bind(Bindings row, DefectChange change) throws SQLException {
    Finding f = change.finding();
    row.key(change.defectId())
        .integer(change.revision())
        .symbol(change.status())
        .symbol(f.code())
        .symbol(f.severity())
        .symbol(f.chargedTo())
        .key(f.orderId())
        .text(f.contactId())
        .key(f.customerId())
        .key(f.providerId())
        .text(f.offeringId())
        .text(f.region())
        .text(f.agentId())
        .text(f.agentVersion())
        .text(f.site())
        .text(f.channel())
        .text(f.timeZone())
        .instant(f.windowStart())
        .instant(f.windowEnd())
        .text(f.anchorEventId())
        .instant(f.raisedAt())
        .instant(f.clearedAt())
        .text(f.clearReason())
        .text(f.clearedBy())
        .instant(change.detectedAt())
        .key(f.escalates())
        .text(f.summary())
        .json(DefectChangeJson.evidence(f.evidence()))
        .text(f.missing())
        .text(f.derivation())
        .json(DefectChangeJson.map(f.policy()))
        .json(DefectChangeJson.map(f.details()))
        .addBatch();
  }

  private static final class Avro implements RowCodec<DefectChange> {

    private static final long serialVersionUID = 1L;

    @Override
    public byte[] encode(DefectChange change) {
      return DefectChangeAvro.encode(change);
    }

    @Override
    public DefectChange decode(byte[] bytes) throws IOException {
      return DefectChangeAvro.decode(bytes);
    }
  }
}
