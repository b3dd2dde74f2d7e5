package dev.odyssey.report;

import static dev.odyssey.report.Providers.measure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.report.Comparison.Member;
import dev.odyssey.report.Comparison.Standing;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  private static final Comparison TWO =
      new Comparison(
          List.of(
              new Member("small", 10, Map.of(Metric.FCR_7D, measure(10, 10))),
              new Member("large", 90, Map.of(Metric.FCR_7D, measure(45, 90)))),
          20);

  @Test
  void theLargestComesFirst() {
    assertThat(TWO.members()).extracting(Member::id).containsExactly("large", "small");
  }

  @Test
  void theMeanIsOfAllCases() {
    assertThat(TWO.means()).containsOnly(Map.entry(Metric.FCR_7D, 0.55));
  }

  @Test
  void onlyAnIntervalBesideTheMeanSaysAnything() {
    Measure half = measure(50, 100);

    assertThat(TWO.standing(Metric.FCR_7D, half, 0.55)).isEqualTo(Standing.LIKE_THE_OTHERS);
    assertThat(TWO.standing(Metric.FCR_7D, half, 0.61)).isEqualTo(Standing.WORSE);
    assertThat(TWO.standing(Metric.FCR_7D, half, 0.39)).isEqualTo(Standing.BETTER);
    assertThat(TWO.standing(Metric.REPEATED, half, 0.61))
        .as("less is better")
        .isEqualTo(Standing.BETTER);
    assertThat(TWO.standing(Metric.REPEATED, half, 0.39)).isEqualTo(Standing.WORSE);
    assertThat(TWO.standing(Metric.FCR_7D, measure(5, 10), 0.61)).isEqualTo(Standing.SMALL_SAMPLE);
  }

  @Test
  void provisionalOnesAreAShareOfAllCases() {
    Measure measure = new Measure(8, 10, 5, OptionalDouble.empty(), OptionalDouble.empty());
    Comparison comparison =
        new Comparison(List.of(new Member("a", 10, Map.of(Metric.FCR_7D, measure))), 20);

    assertThat(comparison.provisionalShare(Metric.FCR_7D)).contains(0.5);
    assertThat(comparison.provisionalShare(Metric.TRANSFERRED)).isEmpty();
  }
}
