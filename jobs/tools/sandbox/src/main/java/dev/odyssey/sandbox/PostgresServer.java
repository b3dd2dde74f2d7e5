package dev.odyssey.sandbox;

import dev.odyssey.deploy.JavaCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A PostgreSQL server in processes of its own, with one database and one user. */
public final class PostgresServer {

  static final String NAME = "postgres";
  static final String HOST = "127.0.0.1";

  /** The database, and the user that owns it. */
  public static final String DATABASE = "odyssey";

  private final ProcessTable processes;
  private final Path directory;
  private final Path software;
  private final int port;
  private final boolean durable;
  private final PostgresAccount account = PostgresAccount.choose();

  /**
   * A server.
   *
   * @param durable whether what is committed survives {@code kill -9}, and a crash of the machine
   */
  PostgresServer(ProcessTable processes, Path directory, Path software, int port, boolean durable) {
    this.processes = processes;
    this.directory = directory;
    this.software = software;
    this.port = port;
    this.durable = durable;
  }

  /** The JDBC URL, without user and password. */
  public String url() {
    return "jdbc:postgresql://%s:%d/%s".formatted(HOST, port, DATABASE);
  }

  public String user() {
    return DATABASE;
  }

  /** The file that holds the user's password, readable by its owner only. */
  public Path passwordFile() {
    return directory.resolve("password");
  }

  /** The user's password: random, made with the data. */
  public String password() {
    try {
      return Files.readString(passwordFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return port;
  }

  Optional<OwnProcess> process() {
    return processes.find(NAME);
  }

  /** A connection as the user. */
  public Connection connect() throws SQLException {
    return connect(url());
  }

  private Connection connect(String url) throws SQLException {
    return DriverManager.getConnection(url, user(), password());
  }

  /** Starts the server without waiting for it. */
  void launch() {
    Path data = directory.resolve("data");
    PostgresBinaries.unpackTo(software);
    Directories.create(directory);
    if (!Files.exists(data.resolve("PG_VERSION"))) {
      initialize(data);
    }
    // A killed machine leaves this behind; PostgreSQL would take a stranger's pid in it for itself.
    deleteStale(data.resolve("postmaster.pid"));
    List<String> command =
        new ArrayList<>(
            List.of(
                software.resolve("bin/postgres").toString(),
                "-D",
                data.toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=" + HOST,
                "-c",
                "unix_socket_directories=",
                "-c",
                "max_connections=50",
                "-c",
                "shared_buffers=64MB"));
    if (!durable) {
      command.addAll(
          List.of("-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off"));
    }
    var unused = processes.start(NAME, account.command(command), Map.of());
  }

  /** Returns when the server answers and has its database. */
  void await() {
    OwnProcess process =
        process().orElseThrow(() -> new IllegalStateException(NAME + " does not run"));
    String maintenance = "jdbc:postgresql://%s:%d/postgres".formatted(HOST, port);
    processes.awaitAnswer(process, Duration.ofSeconds(60), () -> connect(maintenance).close());
    try (Connection connection = connect(maintenance);
        Statement statement = connection.createStatement()) {
      if (!statement
          .executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")
          .next()) {
        statement.execute("CREATE DATABASE " + DATABASE);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("cannot create the database " + DATABASE, e);
    }
  }

  /** Starts the server if it does not run; returns when it answers. */
  public void start() {
    if (process().isEmpty()) {
      launch();
    }
    await();
  }

  /** Stops the server without waiting for its clients, and keeps its data. */
  public void stop() {
    process().ifPresent(process -> process.stop(OwnProcess.Signal.INT, Duration.ofSeconds(30)));
  }

  /**
   * {@code kill -9} of the server with all its processes, as a machine that is gone. Harmless when
   * it does not run.
   */
  public void kill() {
    process().ifPresent(OwnProcess::killWithChildren);
  }

  /** Runs scripts, each in a transaction of its own. */
  public void apply(List<Path> scripts) {
    for (Path script : scripts) {
      try (Connection connection = connect();
          Statement statement = connection.createStatement()) {
        connection.setAutoCommit(false);
        statement.execute(Files.readString(script));
        connection.commit();
      } catch (SQLException e) {
        throw new IllegalStateException(script + ": " + e.getMessage(), e);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void initialize(Path data) {
    try {
      // Left over from an attempt that did not end well.
      if (Files.exists(data)) {
        Directories.deleteTree(data);
      }
      Path password = passwordFile();
      Files.deleteIfExists(password);
      Files.createFile(
          password,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      byte[] random = new byte[16];
      new SecureRandom().nextBytes(random);
      Files.writeString(password, HexFormat.of().formatHex(random));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    account.take(directory);
    var unused =
        JavaCommand.output(
            new ProcessBuilder(
                    account.command(
                        List.of(
                            software.resolve("bin/initdb").toString(),
                            "--pgdata=" + data,
                            "--username=" + user(),
                            "--pwfile=" + passwordFile(),
                            "--auth=scram-sha-256",
                            "--encoding=UTF8",
                            "--locale=C",
                            "--locale-provider=builtin",
                            "--builtin-locale=C.UTF-8",
                            "--no-instructions",
                            "--no-sync")))
                .redirectErrorStream(true));
  }

  private static void deleteStale(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
