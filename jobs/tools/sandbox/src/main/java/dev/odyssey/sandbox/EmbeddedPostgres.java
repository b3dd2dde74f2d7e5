package dev.odyssey.sandbox;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * A real PostgreSQL for tests, on a random port of the loopback interface, its data in a temporary
 * directory; it goes with the JVM at the latest. As root it runs under another account, since
 * PostgreSQL refuses to be root.
 *
 * <pre>{@code
 * try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
 *   postgres.applySchema();
 *   ... postgres.url(), postgres.user(), postgres.password() ...
 *   postgres.stop();     // an outage
 *   postgres.restart();  // the same port, the same data
 * }
 * }</pre>
 *
 * Not thread-safe.
 */
public final class EmbeddedPostgres implements AutoCloseable {

  private final ProjectHome home = ProjectHome.locate();
  private final Path directory = Directories.open(Directories.createTemporary("odyssey-postgres-"));
  private final Thread atExit = new Thread(this::discard, "stop-" + directory.getFileName());
  private final PostgresServer server =
      new PostgresServer(
          new ProcessTable(directory),
          directory.resolve("postgres"),
          home.postgresSoftware(),
          FreePorts.any(),
          false);

  private EmbeddedPostgres() {
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Starts a server; returns when it answers. */
  public static EmbeddedPostgres start() {
    EmbeddedPostgres postgres = new EmbeddedPostgres();
    try {
      postgres.restart();
      return postgres;
    } catch (RuntimeException | Error e) {
      postgres.close();
      throw e;
    }
  }

  /** The JDBC URL, without user and password; the same over restarts. */
  public String url() {
    return server.url();
  }

  public String user() {
    return server.user();
  }

  public String password() {
    return server.password();
  }

  /** The file that holds the password. */
  public Path passwordFile() {
    return server.passwordFile();
  }

  /** A new connection. */
  public Connection connect() throws SQLException {
    return server.connect();
  }

  /** Creates the project's tables. */
  public void applySchema() {
    apply(home.sqlScripts());
  }

  /** Runs scripts, each in a transaction of its own. */
  public void apply(List<Path> scripts) {
    server.apply(scripts);
  }

  /** Stops the server and keeps its data: to clients, an outage. Harmless when it is stopped. */
  public void stop() {
    server.stop();
  }

  /** Starts the server again after {@link #stop} on the same port with the same data. */
  public void restart() {
    server.start();
  }

  /** Stops the server and deletes its data. */
  @Override
  public void close() {
    discard();
    Runtime.getRuntime().removeShutdownHook(atExit);
  }

  private void discard() {
    try {
      server.stop();
    } finally {
      Directories.deleteTree(directory);
    }
  }
}
