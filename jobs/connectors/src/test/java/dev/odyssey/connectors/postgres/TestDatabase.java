package dev.odyssey.connectors.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A PostgreSQL server of its own with the project's tables, which can be stopped and started. */
final class TestDatabase implements AutoCloseable {

  private static final Path SQL = Path.of("..", "..", "schemas", "sql");

  private final Path data;
  private final int port;
  private EmbeddedPostgres server;

  /** Starts a server that keeps its data in the directory, and applies the project's SQL. */
  TestDatabase(Path data) throws IOException, SQLException {
    this.data = data;
    this.server = configured().start();
    this.port = server.getPort();
    applySchema();
  }

  private EmbeddedPostgres.Builder configured() {
    return EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false);
  }

  void applySchema() throws SQLException {
    for (String script : scripts()) {
      execute(script);
    }
  }

  private static List<String> scripts() {
    try (Stream<Path> files = Files.list(SQL)) {
      return files.sorted().map(TestDatabase::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  PostgresConnection connection() {
    return new PostgresConnection(
        "jdbc:postgresql://localhost:" + port + "/postgres", "postgres", "postgres");
  }

  Connection open() throws SQLException {
    return connection().open("test");
  }

  void stop() throws IOException {
    server.close();
  }

  void start() throws IOException {
    server = configured().setPort(port).start();
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = open();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The rows of a query, each its columns as text with bars between. */
  List<String> rows(String sql) throws SQLException {
    try (Connection connection = open();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          row.add(result.getString(i));
        }
        rows.add(String.join("|", row));
      }
      return rows;
    }
  }

  /** The one value of a query. */
  String value(String sql) throws SQLException {
    return rows(sql).get(0);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
