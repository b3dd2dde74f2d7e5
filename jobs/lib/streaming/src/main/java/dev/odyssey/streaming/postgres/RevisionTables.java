package dev.odyssey.streaming.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Two tables of the same columns for what is told in revisions: one with the latest state of each
 * thing, and one, of the same name with {@code _change}, with every revision.
 */
abstract class RevisionTables<T> implements TableWriter<T> {

  private static final long serialVersionUID = 1L;

  private static final String JSON = "::jsonb";

  private final String keepEachRevisionOnce;
  private final String keepHighestRevision;

  /**
   * The tables of a name.
   *
   * @param columns with commas between, in the order in which they are bound, a document marked by
   *     {@code ::jsonb}; the first is the id, the second the revision
   */
  RevisionTables(String table, String columns) {
    String names = columns.replace(JSON, "");
    String values = columns.replaceAll("(?<!:)\\b\\w+", "?");
    String rows = " (" + names + ") VALUES (" + values + ") ON CONFLICT ";
    String id = names.substring(0, names.indexOf(','));
    keepEachRevisionOnce =
        "INSERT INTO " + table + "_change" + rows + "(" + id + ", revision) DO NOTHING";
    keepHighestRevision =
        "INSERT INTO "
            + table
            + " AS kept"
            + rows
            + ("(" + id + ") DO UPDATE SET (" + names + ", updated_at) = (")
            + (names.replaceAll("(\\w+)", "EXCLUDED.$1") + ", EXCLUDED.updated_at)")
            + " WHERE EXCLUDED.revision > kept.revision";
  }

  /** What tells things apart whose revisions these are. */
  abstract String id(T row);

  abstract long revision(T row);

  /** Binds the columns of a row. */
  abstract void bind(Bindings bindings, T row) throws SQLException;

  @Override
  public final void writeIdempotently(Connection connection, List<T> rows) throws SQLException {
    write(connection, keepEachRevisionOnce, rows);
    // The rows of a batch travel as one statement, which may touch a row only once.
    Map<String, T> highest = new HashMap<>();
    for (T row : rows) {
      highest.merge(Bindings.keyText(id(row)), row, (a, b) -> revision(a) >= revision(b) ? a : b);
    }
    write(connection, keepHighestRevision, highest.values());
  }

  private void write(Connection connection, String sql, Collection<T> rows) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      Bindings bindings = new Bindings(statement);
      for (T row : rows) {
        bind(bindings, row);
        bindings.addBatch();
      }
      statement.executeBatch();
    }
  }
}
