package dev.odyssey.connectors.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {

  @Test
  void pausesDoubleUpToTheLongest() {
    RetryPolicy policy =
        new RetryPolicy(Duration.ofMillis(100), Duration.ofMillis(350), Duration.ofMinutes(1));

    assertThat(policy.pauseAfter(1)).isEqualTo(Duration.ofMillis(100));
    assertThat(policy.pauseAfter(2)).isEqualTo(Duration.ofMillis(200));
    assertThat(policy.pauseAfter(3)).isEqualTo(Duration.ofMillis(350));
    assertThat(policy.pauseAfter(Integer.MAX_VALUE)).isEqualTo(Duration.ofMillis(350));
  }

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
    assertThat(RetryPolicy.mayPass(new SQLException(what, state))).isEqualTo(mayPass);
  }

  @Test
  void aBadValueIsNamed() {
    Duration second = Duration.ofSeconds(1);
    assertThatThrownBy(() -> new RetryPolicy(Duration.ZERO, second, second))
        .hasMessage("first is not positive: PT0S");
    assertThatThrownBy(() -> new RetryPolicy(second, second.negated(), second))
        .hasMessage("longest is not positive: PT-1S");
    assertThatThrownBy(() -> new RetryPolicy(second, second, second.negated()))
        .hasMessage("giveUpAfter is negative: PT-1S");
  }
}
