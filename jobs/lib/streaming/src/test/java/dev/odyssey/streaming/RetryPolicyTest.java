package dev.odyssey.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

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
