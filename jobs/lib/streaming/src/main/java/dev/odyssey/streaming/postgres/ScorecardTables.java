package dev.odyssey.streaming.postgres;

import static java.util.stream.Collectors.joining;

import dev.odyssey.codec.ScorecardRowAvro;
import dev.odyssey.scorecards.Scorecard;
import dev.odyssey.scorecards.ScorecardKey;
import dev.odyssey.scorecards.ScorecardRow;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The tables of scorecards, one a kind, which hold each row as of its highest revision. */
public final class ScorecardTables implements TableWriter<ScorecardRow> {

  private static final long serialVersionUID = 1L;

  private static final List<String> KEY = List.of("entity_type", "entity_id", "day");

  /** A sink of rows into the table of their scorecard. */
  public static PostgresUpsertSink<ScorecardRow> sink(PostgresConnection database) {
    return new PostgresUpsertSink<>(database, new ScorecardTables(), new Avro());
  }

  @Override
  public void writeIdempotently(Connection connection, List<ScorecardRow> rows)
      throws SQLException {
    for (Scorecard scorecard : Scorecard.values()) {
      // The rows of a batch travel as one statement, which may touch a row only once.
      Map<ScorecardKey, ScorecardRow> highest = new HashMap<>();
      for (ScorecardRow row : rows) {
        if (row.key().scorecard() == scorecard) {
          highest.merge(asStored(row.key()), row, (a, b) -> a.revision() >= b.revision() ? a : b);
        }
      }
      keepHighestRevision(connection, scorecard, highest.values());
    }
  }

  private static ScorecardKey asStored(ScorecardKey key) {
    return new ScorecardKey(
        key.scorecard(), key.entityType(), Bindings.keyText(key.entityId()), key.day(), key.code());
  }

  private static void keepHighestRevision(
      Connection connection, Scorecard scorecard, Collection<ScorecardRow> rows)
      throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    int counters = scorecard.columns().size();
    try (PreparedStatement statement = connection.prepareStatement(upsert(scorecard))) {
      Bindings bindings = new Bindings(statement);
      for (ScorecardRow row : rows) {
        bindings.symbol(row.key().entityType()).key(row.key().entityId()).date(row.key().day());
        if (scorecard == Scorecard.RULE) {
          bindings.text(row.key().code());
        }
        bindings.number(row.revision()).instant(row.updatedAt());
        for (int i = 0; i < counters; i++) {
          bindings.number(row.counters().at(i));
        }
        bindings.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static String upsert(Scorecard scorecard) {
    String key = String.join(", ", keyColumns(scorecard));
    List<String> values =
        Stream.concat(Stream.of("revision", "updated_at"), scorecard.columns().stream()).toList();
    return "INSERT INTO "
        + scorecard.table()
        + " AS kept ("
        + key
        + ", "
        + String.join(", ", values)
        + ") VALUES ("
        + String.join(", ", Collections.nCopies(keyColumns(scorecard).size() + values.size(), "?"))
        + ") ON CONFLICT ("
        + key
        + ") DO UPDATE SET "
        + values.stream().map(value -> value + " = EXCLUDED." + value).collect(joining(", "))
        + " WHERE EXCLUDED.revision > kept.revision";
  }

  private static List<String> keyColumns(Scorecard scorecard) {
    return scorecard == Scorecard.RULE
        ? Stream.concat(KEY.stream(), Stream.of("code")).toList()
        : KEY;
  }

  private static final class Avro implements RowCodec<ScorecardRow> {

    private static final long serialVersionUID = 1L;

    @Override
    public byte[] encode(ScorecardRow row) {
      return ScorecardRowAvro.encode(row);
    }

    /** A row says all of itself: of its revisions within a checkpoint the last is enough. */
    @Override
    public Object key(ScorecardRow row) {
      return row.key();
    }

    @Override
    public ScorecardRow decode(byte[] bytes) throws IOException {
      return ScorecardRowAvro.decode(bytes);
    }
  }
}
