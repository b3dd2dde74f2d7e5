package dev.odyssey.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.odyssey.report.ControlLimits.Band;
import dev.odyssey.report.ControlLimits.OfMean;
import dev.odyssey.report.ControlLimits.OfProportion;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

class ControlLimitsTest {

  @Test
  void ofManyCasesTheyAreThoseOfTheNormalDistribution() {
    Band band = new OfProportion(0.9).at(10_000);

    double error = Math.sqrt(0.9 * 0.1 / 10_000);
    assertThat(band.innerLow()).isCloseTo(0.9 - 1.96 * error, within(3e-4));
    assertThat(band.innerHigh()).isCloseTo(0.9 + 1.96 * error, within(3e-4));
    assertThat(band.outerLow()).isCloseTo(0.9 - 3.09 * error, within(3e-4));
    assertThat(band.outerHigh()).isCloseTo(0.9 + 3.09 * error, within(3e-4));
  }

  @Test
  void ofFewExpectedCasesTheyAreWiderThanTheNormalOnes() {
    // Of 20 orders 2 claims, where one of a hundred is usual: one in sixty providers has as many.
    Band band = new OfProportion(0.01).at(20);

    assertThat(0.01 + 3.09 * Math.sqrt(0.01 * 0.99 / 20)).as("normal").isLessThan(0.1);
    assertThat(band.outerHigh()).isGreaterThan(0.1);
  }

  @Test
  void ofTheBinomialDistributionByHand() {
    // Of 1024 ways to 10 cases 11 have at most one and 56 at most two: 2 - (56 / 1024 - 0.025) /
    // (45 / 1024).
    Band band = new OfProportion(0.5).at(10);

    double low = (2 - (56 / 1024.0 - 0.025) / (45 / 1024.0)) / 10;
    assertThat(band.innerLow()).isCloseTo(low, within(1e-12));
    assertThat(band.innerHigh()).as("the same from above").isCloseTo(1 - low, within(1e-12));
  }

  @Test
  void whereNothingVariesNothingIsBeyond() {
    assertThat(new OfProportion(0).at(50)).isEqualTo(new Band(0, 0, 0, 0));
    assertThat(new OfProportion(1).at(50)).isEqualTo(new Band(1, 1, 1, 1));
  }

  @Test
  void ofAMeanTheyStayWithinItsScale() {
    Band band = new OfMean(4.5, 1, 1, 5).at(4);

    assertThat(band.outerHigh()).isEqualTo(5);
    assertThat(band.innerLow()).isCloseTo(4.5 - 1.959964 / 2, within(1e-6));
    assertThat(new OfMean(4.5, 1, 1, 5).at(400).outerLow())
        .isCloseTo(4.5 - 3.090232 / 20, within(1e-6));
  }

  @Test
  void whatIsNoProportionIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OfProportion(Double.NaN))
        .withMessageContaining("NaN");
  }

  @Property(tries = 300)
  void theyAreNested(
      @ForAll @DoubleRange(min = 0, max = 1) @Scale(6) double mean,
      @ForAll @IntRange(min = 1, max = 20_000) int n) {
    Band band = new OfProportion(mean).at(n);

    assertThat(band.outerLow()).isBetween(0.0, band.innerLow());
    assertThat(band.innerLow()).isLessThanOrEqualTo(band.innerHigh());
    assertThat(band.outerHigh()).isBetween(band.innerHigh(), 1.0);
  }

  @Property(tries = 100)
  void chanceStaysWithinThem(
      @ForAll @DoubleRange(min = 0.02, max = 0.98) double mean,
      @ForAll @IntRange(min = 20, max = 300) int n) {
    Band band = new OfProportion(mean).at(n);

    double beyond = 0;
    double mass = Math.exp(n * Math.log1p(-mean));
    for (int k = 0; k <= n; k++) {
      double value = (double) k / n;
      if (value > band.outerHigh() || value < band.outerLow()) {
        beyond += mass;
      }
      mass *= (double) (n - k) / (k + 1) * mean / (1 - mean);
    }
    assertThat(beyond).isLessThanOrEqualTo(2 * ControlLimits.OUTER_TAIL + 1e-9);
  }
}
