package dev.odyssey.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchWriterTest {

  @ParameterizedTest
  @ValueSource(strings = {"22001", "22P05", "23502", "23505", "23514", "54000"})
  void aValueIsToBlame(String state) {
    assertThat(BatchWriter.blamesValue(new SQLException("", state))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "0", "08001", "08006", "25006", "28P01", "3D000", "40001", "40P01", "42501", "42703",
        "42883", "42P01", "53100", "53300", "55P03", "57P01", "57P03", "58030", "XX000"
      })
  void whatSomebodyMustMendOrGoesAwayByItself(String state) {
    assertThat(BatchWriter.blamesValue(new SQLException("", state))).isFalse();
    assertThat(BatchWriter.blamesValue(new SQLException("", (String) null))).isFalse();
  }
}
