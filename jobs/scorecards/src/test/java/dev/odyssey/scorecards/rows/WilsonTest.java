package dev.odyssey.scorecards.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.odyssey.scorecards.Interval;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WilsonTest {

  @ParameterizedTest
  @CsvSource({
    "6, 100, 0.027786, 0.124768",
    "0, 10, 0, 0.277533",
    "60, 1000, 0.046896, 0.076471",
    "19, 20, 0.763869, 0.991119",
    "2, 2, 0.3423802275066531, 1",
  })
  void knownAnswers(long successes, long trials, double low, double high) {
    Interval interval = Wilson.interval(successes, trials);

    assertThat(interval.low()).isCloseTo(low, within(5e-7));
    assertThat(interval.high()).isCloseTo(high, within(5e-7));
  }

  @Property
  void holdsTheProportionAndStaysWithinZeroAndOne(
      @ForAll @LongRange(min = 1, max = 1_000_000_000) long trials, @ForAll double share) {
    long successes = (long) (Math.abs(share % 1) * trials);
    Interval interval = Wilson.interval(successes, trials);

    assertThat((double) successes / trials).isBetween(interval.low(), interval.high());
    assertThat(interval.low()).isBetween(0.0, 1.0);
    assertThat(interval.high()).isBetween(interval.low(), 1.0);
  }

  @Test
  void refusesWhatIsNoProportion() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Wilson.interval(3, 2))
        .withMessage("no proportion: 3 of 2");
    assertThatIllegalArgumentException().isThrownBy(() -> Wilson.interval(0, 0));
  }
}
