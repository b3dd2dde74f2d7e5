package dev.odyssey.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odyssey.streaming.Secret;
import org.junit.jupiter.api.Test;

class PostgresConnectionTest {

  @Test
  void passwordsAreNotPrinted() {
    assertThat(
            new PostgresConnection("jdbc:postgresql://db:5432/odyssey", "job", Secret.of("s3cret")))
        .hasToString(
            "PostgresConnection[url=jdbc:postgresql://db:5432/odyssey, user=job, password=******]");
    assertThat(
            new PostgresConnection("jdbc:postgresql://db/o?Password=s3cret&ssl=true", "job", null))
        .hasToString(
            "PostgresConnection[url=jdbc:postgresql://db/o?Password=***&ssl=true, user=job,"
                + " password=null]");
  }

  @Test
  void anotherDatabasesUrlIsNamedWithoutItsPassword() {
    assertThatThrownBy(() -> new PostgresConnection("postgresql://job:s3cret@db/o", "job", null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("url does not start with jdbc:postgresql:: postgresql://***@db/o");
  }
}
