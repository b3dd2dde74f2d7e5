package dev.odyssey.connectors.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.odyssey.codec.OutreachJson;
import dev.odyssey.events.InvalidEventException;
import dev.odyssey.notifications.Outreach;
import dev.odyssey.notifications.Recipient;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tables {@code outreach}, the latest state, and {@code outreach_change}, every revision. */
public final class OutreachTables implements TableWriter<Outreach> {

  private static final long serialVersionUID = 1L;

  private static final String COLUMNS =
      "outreach_id, revision, status, reason, recipient_kind, recipient_id, code, severity,"
          + " template, channels, options, order_id, contact_id, defect_id, send_after, expires_at,"
          + " decided_at, variables";

  private static final String VALUES =
      "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?, ?, ?, ?, ?, ?, ?::jsonb)";

  private static final String KEEP_EACH_REVISION_ONCE =
      "INSERT INTO outreach_change ("
          + COLUMNS
          + ") VALUES "
          + VALUES
          + " ON CONFLICT (outreach_id, revision) DO NOTHING";

  private static final String KEEP_HIGHEST_REVISION =
      "INSERT INTO outreach AS kept ("
          + COLUMNS
          + ") VALUES "
          + VALUES
          + " ON CONFLICT (outreach_id) DO UPDATE SET ("
          + COLUMNS
          + ", updated_at) = ("
          + COLUMNS.replaceAll("(\\w+)", "EXCLUDED.$1")
          + ", EXCLUDED.updated_at) WHERE EXCLUDED.revision > kept.revision";

  /** A sink of revisions into both tables. */
  public static PostgresUpsertSink<Outreach> sink(PostgresConnection database) {
    return new PostgresUpsertSink<>(database, new OutreachTables(), new Json());
  }

  @Override
  public void writeIdempotently(Connection connection, List<Outreach> messages)
      throws SQLException {
    write(connection, KEEP_EACH_REVISION_ONCE, messages);
    // The rows of a batch travel as one statement, which may touch a row only once.
    Map<String, Outreach> highest = new HashMap<>();
    for (Outreach outreach : messages) {
      highest.merge(
          Bindings.keyText(outreach.outreachId()),
          outreach,
          (a, b) -> a.revision() >= b.revision() ? a : b);
    }
    write(connection, KEEP_HIGHEST_REVISION, highest.values());
  }

  private static void write(Connection connection, String sql, Collection<Outreach> messages)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      Bindings row = new Bindings(statement);
      for (Outreach outreach : messages) {
        Recipient recipient = outreach.recipient();
        row.key(outreach.outreachId())
            .integer(outreach.revision())
            .symbol(outreach.status())
            .symbol(outreach.reason())
            .symbol(recipient == null ? null : recipient.kind())
            .key(recipient == null ? null : recipient.id())
            .symbol(outreach.code())
            .symbol(outreach.severity())
            .text(outreach.template())
            .json(OutreachJson.symbols(outreach.channels()))
            .json(OutreachJson.symbols(outreach.options()))
            .key(outreach.orderId())
            .text(outreach.contactId())
            .key(outreach.defectId())
            .instant(outreach.sendAfter())
            .instant(outreach.expiresAt())
            .instant(outreach.decidedAt())
            .json(OutreachJson.variables(outreach))
            .addBatch();
      }
      statement.executeBatch();
    }
  }

  static final class Json implements RowCodec<Outreach> {

    private static final long serialVersionUID = 1L;

    @Override
    public byte[] encode(Outreach outreach) {
      return OutreachJson.write(outreach).getBytes(UTF_8);
    }

    @Override
    public Outreach decode(byte[] bytes) throws IOException {
      try {
        return OutreachJson.read(new String(bytes, UTF_8));
      } catch (InvalidEventException e) {
        throw new IOException("not a message: " + e.getMessage(), e);
      }
    }
  }
}
