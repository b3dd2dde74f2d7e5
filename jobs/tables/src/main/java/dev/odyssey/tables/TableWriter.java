package dev.odyssey.tables;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** Writes rows of one kind to one table. */
interface TableWriter<T> {

  /** The table's name. */
  String table();

  /** The months whose partitions the rows need; none where the table is not partitioned. */
  Set<Month> months(List<T> rows);

  /**
   * Writes rows within the transaction that is open on the connection, which the caller commits.
   *
   * <p>Is idempotent: after a failure the same rows come again, together with others.
   *
   * @param rows in the order of their topic
   * @throws SQLException if the database refuses or is gone; nothing of the transaction is kept
   */
  void write(Connection connection, List<T> rows) throws SQLException;
}
