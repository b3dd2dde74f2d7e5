package dev.odyssey.streaming.postgres;

import dev.odyssey.codec.OutreachOutcomeJson;
import dev.odyssey.notifications.OutreachOutcome;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** The table {@code outreach_outcome}: what was told of messages, each once. */
public final class OutreachOutcomeTable implements TableWriter<OutreachOutcome> {

  private static final long serialVersionUID = 1L;

  private static final String KEEP_ONCE =
      "INSERT INTO outreach_outcome (outreach_id, status, at, option, channel, detail)"
          + " VALUES (?, ?, ?, ?, ?, ?)"
          + " ON CONFLICT ON CONSTRAINT outreach_outcome_once DO NOTHING";

  static final RowCodec<OutreachOutcome> CODEC =
      new JsonRowCodec<>(OutreachOutcomeJson::write, OutreachOutcomeJson::read);

  /** A sink of outcomes into the table. */
  public static PostgresUpsertSink<OutreachOutcome> sink(PostgresConnection database) {
    return new PostgresUpsertSink<>(database, new OutreachOutcomeTable(), CODEC);
  }

  @Override
  public void writeIdempotently(Connection connection, List<OutreachOutcome> outcomes)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(KEEP_ONCE)) {
      Bindings row = new Bindings(statement);
      for (OutreachOutcome outcome : outcomes) {
        row.key(outcome.outreachId())
            .symbol(outcome.status())
            .instant(outcome.at())
            .symbol(outcome.option())
            .symbol(outcome.channel())
            .text(outcome.detail())
            .addBatch();
      }
      statement.executeBatch();
    }
  }
}
