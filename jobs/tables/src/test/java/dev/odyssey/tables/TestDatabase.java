package dev.odyssey.tables;

import dev.odyssey.sandbox.EmbeddedPostgres;
import dev.odyssey.sandbox.SqlRows;
import dev.odyssey.streaming.Secret;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A PostgreSQL server of its own with the project's tables, and what tests ask of one. */
final class TestDatabase implements AutoCloseable {

  private final EmbeddedPostgres server = EmbeddedPostgres.start();

  TestDatabase() {
    applySchema();
  }

  void applySchema() {
    server.applySchema();
  }

  PostgresConnection connection() {
    return new PostgresConnection(server.url(), server.user(), Secret.of(server.password()));
  }

  String password() {
    return server.password();
  }

  Connection open() throws SQLException {
    return connection().open("test");
  }

  void stop() {
    server.stop();
  }

  void start() {
    server.restart();
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = open();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Writes rows to the tables of a feed, as one batch. */
  <T> void write(Feed<T> feed, List<T> rows) throws SQLException {
    try (Connection connection = open()) {
      connection.setAutoCommit(false);
      new Months().keep(connection, feed.tables(), rows);
      for (TableWriter<T> table : feed.tables()) {
        table.write(connection, rows);
      }
      connection.commit();
    }
  }

  /** The rows of a query, each its columns as text with bars between. */
  List<String> rows(String sql) throws SQLException {
    try (Connection connection = open()) {
      return SqlRows.of(connection, sql);
    }
  }

  /** The one value of a query. */
  String value(String sql) throws SQLException {
    return rows(sql).get(0);
  }

  @Override
  public void close() {
    server.close();
  }
}
