package dev.odyssey.detection.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What has been in force must not change; what is to come may. */
class PastPoliciesTest {

  private static final String APRIL =
      "versions: [{from: 2026-04-01T00:00:00Z, defaults: {arrivalGrace: PT5M}}]";
  private static final Policies BEFORE = Policies.parse("before", APRIL);

  @Test
  void theSamePoliciesAreNoDifference() {
    assertThat(difference(APRIL, "2026-05-01T00:00:00Z")).isEmpty();
  }

  @Test
  void aVersionThatIsToComeMayChange() {
    String other = APRIL.replace("PT5M", "PT1M");

    assertThat(difference(other, "2026-03-31T23:59:59Z")).isEmpty();
    assertThat(difference(other, "2026-04-01T00:00:00Z"))
        .hasValueSatisfying(
            text ->
                assertThat(text).startsWith("the policies from 2026-04-01T00:00:00Z: before: "));
  }

  @Test
  void aVersionThatHasBegunMustNotGoOrCome() {
    assertThat(difference("defaults: {}", "2026-05-01T00:00:00Z"))
        .hasValueSatisfying(text -> assertThat(text).endsWith("now: no such version"));
    assertThat(
            difference(
                APRIL.replace("]", ", {from: 2026-04-15T00:00:00Z}]"), "2026-05-01T00:00:00Z"))
        .hasValueSatisfying(
            text -> assertThat(text).contains("2026-04-15").contains("before: no such version"));
  }

  @Test
  void theTopHasAlwaysBeenInForce() {
    assertThat(difference(APRIL + "\ndefaults: {arrivalGrace: PT9M}", "2020-01-01T00:00:00Z"))
        .hasValueSatisfying(text -> assertThat(text).startsWith("the policies at the top: "));
  }

  private static Optional<String> difference(String now, String passed) {
    return PastPolicies.difference(
        BEFORE.texts(), Policies.parse("now", now).texts(), Instant.parse(passed).toEpochMilli());
  }
}
