package dev.odyssey.connectors.postgres;

import dev.odyssey.codec.ProviderTierAvro;
import dev.odyssey.codec.ProviderTierJson;
import dev.odyssey.scorecards.ProviderTier;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tables {@code provider_tier}, the tier that holds, and {@code provider_tier_change}. */
public final class ProviderTierTables implements TableWriter<ProviderTier> {

  private static final long serialVersionUID = 1L;

  private static final String COLUMNS =
      "provider_id, revision, tier, previous_tier, decided_at, window_from, window_to,"
          + " targets_version, verdicts";

  private static final String VALUES = "(?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)";

  private static final String KEEP_EACH_REVISION_ONCE =
      "INSERT INTO provider_tier_change ("
          + COLUMNS
          + ") VALUES "
          + VALUES
          + " ON CONFLICT (provider_id, revision) DO NOTHING";

  private static final String KEEP_HIGHEST_REVISION =
      "INSERT INTO provider_tier AS kept ("
          + COLUMNS
          + ") VALUES "
          + VALUES
          + " ON CONFLICT (provider_id) DO UPDATE SET ("
          + COLUMNS
          + ", updated_at) = ("
          + COLUMNS.replaceAll("(\\w+)", "EXCLUDED.$1")
          + ", EXCLUDED.updated_at) WHERE EXCLUDED.revision > kept.revision";

  /** A sink of changes into both tables. */
  public static PostgresUpsertSink<ProviderTier> sink(PostgresConnection database) {
    return new PostgresUpsertSink<>(database, new ProviderTierTables(), new Avro());
  }

  @Override
  public void writeIdempotently(Connection connection, List<ProviderTier> changes)
      throws SQLException {
    write(connection, KEEP_EACH_REVISION_ONCE, changes);
    // The rows of a batch travel as one statement, which may touch a row only once.
    Map<String, ProviderTier> highest = new HashMap<>();
    for (ProviderTier change : changes) {
      highest.merge(
          Bindings.keyText(change.providerId()),
          change,
          (a, b) -> a.revision() >= b.revision() ? a : b);
    }
    write(connection, KEEP_HIGHEST_REVISION, highest.values());
  }

  private static void write(Connection connection, String sql, Collection<ProviderTier> changes)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      Bindings row = new Bindings(statement);
      for (ProviderTier change : changes) {
        row.key(change.providerId())
            .number(change.revision())
            .symbol(change.tier())
            .symbol(change.previous())
            .instant(change.decidedAt())
            .date(change.from())
            .date(change.to())
            .text(change.targetsVersion())
            .json(ProviderTierJson.assessments(change.assessments()))
            .addBatch();
      }
      statement.executeBatch();
    }
  }

  private static final class Avro implements RowCodec<ProviderTier> {

    private static final long serialVersionUID = 1L;

    @Override
    public byte[] encode(ProviderTier change) {
      return ProviderTierAvro.encode(change);
    }

    @Override
    public ProviderTier decode(byte[] bytes) throws IOException {
      return ProviderTierAvro.decode(bytes);
    }
  }
}
