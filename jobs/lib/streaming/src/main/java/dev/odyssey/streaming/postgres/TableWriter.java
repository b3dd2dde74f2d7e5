package dev.odyssey.streaming.postgres;

import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The statements and bindings by which rows of one kind reach their tables. */
public interface TableWriter<T> extends Serializable {

  /**
   * Writes rows within the transaction that is open on the connection, which the caller commits.
   *
   * <p>Must be idempotent and must not depend on the order of calls: after a failure the same rows
   * come again, together with others or on another connection.
   *
   * @throws SQLException if the database refuses or is gone; nothing of the transaction is kept
   */
  void writeIdempotently(Connection connection, List<T> rows) throws SQLException;
}
