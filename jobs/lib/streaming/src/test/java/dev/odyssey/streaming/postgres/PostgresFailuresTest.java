package dev.odyssey.streaming.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresFailuresTest {

  @ParameterizedTest(name = "{0} {2}")
  @CsvSource({
    "08006, true, connection lost",
    "57P01, true, shut down by an administrator",
    "57P03, true, starting up",
    "53300, true, too many connections",
    "40P01, true, deadlock",
    "25006, true, read only while a standby takes over",
    ", true, unknown",
    "22021, false, a character that it cannot hold",
    "23514, false, a check failed",
    "28P01, false, wrong password",
    "3D000, false, no such database",
    "42P01, false, no such table",
    "54000, false, a row too large"
  })
  void onlyWhatMayPassIsTriedAgain(String state, boolean mayPass, String what) {
    assertThat(PostgresCommitter.mayPass(new SQLException(what, state))).isEqualTo(mayPass);
  }
}
