package dev.odyssey.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresIT {

  private static EmbeddedPostgres postgres;

  @BeforeAll
  static void start() {
    postgres = EmbeddedPostgres.start();
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @Test
  void theProjectsTablesAreCreatedAndCreatingThemTwiceIsHarmless() {
    postgres.applySchema();
    postgres.applySchema();
  }

  @Test
  void dataSurvivesARestartOnTheSamePort() throws Exception {
    execute("CREATE TABLE kept (word text)", "INSERT INTO kept VALUES ('Hänsel')");
    String before = postgres.url();

    postgres.stop();
    assertThatExceptionOfType(SQLException.class).isThrownBy(postgres::connect);
    postgres.restart();

    assertThat(postgres.url()).isEqualTo(before);
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT word, upper(word) FROM kept")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).isEqualTo("Hänsel");
      assertThat(rows.getString(2)).isEqualTo("HÄNSEL");
    }
  }

  @Test
  void aScriptThatFailsIsNamedAndLeavesNothing(@TempDir Path directory) throws Exception {
    Path script =
        Files.writeString(
            directory.resolve("010-bad.sql"), "CREATE TABLE half (); SELECT * FROM no_such_table;");

    assertThatIllegalStateException()
        .isThrownBy(() -> postgres.apply(List.of(script)))
        .withMessageContaining("010-bad.sql")
        .withMessageContaining("no_such_table");
    execute("CREATE TABLE half ()");
  }

  @Test
  void nobodyGetsInWithoutThePassword() throws Exception {
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(
            () -> DriverManager.getConnection(postgres.url(), postgres.user(), "guess").close());
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(postgres.passwordFile())))
        .isEqualTo("rw-------");
  }

  private static void execute(String... statements) throws SQLException {
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
