package dev.odyssey.report;

import static dev.odyssey.report.Providers.CANCELS;
import static dev.odyssey.report.Providers.ON_TIME;
import static dev.odyssey.report.Providers.provider;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.odyssey.report.Funnel.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class FunnelTest {

  @Test
  void theMeanIsOfAllCasesAndSoAreTheLimits() {
    Funnel funnel = onTime(provider("big", Metric.ON_TIME_ARRIVAL, 900, 1000));

    assertThat(funnel.mean()).isCloseTo(0.9, within(0.01));
    assertThat(funnel.curve()).last().returns(1000L, Funnel.Limit::n);
    assertThat(funnel.curve()).isSortedAccordingTo((a, b) -> Long.compare(a.n(), b.n()));
  }

  @Test
  void whoIsFarOffStandsOutOnTheSideThatTheTargetSays() {
    assertThat(place(provider("x", Metric.ON_TIME_ARRIVAL, 140, 200))).isEqualTo(Place.FAR_WORSE);
    assertThat(place(provider("x", Metric.ON_TIME_ARRIVAL, 168, 200))).isEqualTo(Place.WORSE);
    assertThat(place(provider("x", Metric.ON_TIME_ARRIVAL, 180, 200))).isEqualTo(Place.WITHIN);
    assertThat(place(provider("x", Metric.ON_TIME_ARRIVAL, 190, 200))).isEqualTo(Place.BETTER);
    assertThat(place(provider("x", Metric.ON_TIME_ARRIVAL, 200, 200))).isEqualTo(Place.FAR_BETTER);
  }

  @Test
  void lessIsBetterWhereTheTargetIsAtMost() {
    List<Provider> providers = new ArrayList<>();
    providers.add(provider("many", Metric.PROVIDER_CANCEL, 60, 200));
    for (int i = 0; i < 20; i++) {
      providers.add(provider("p" + i, Metric.PROVIDER_CANCEL, 10, 200));
    }

    assertThat(Funnel.of(CANCELS, providers).orElseThrow().points())
        .filteredOn(point -> point.provider().id().equals("many"))
        .extracting(Funnel.Point::place)
        .containsExactly(Place.FAR_WORSE);
  }

  @Test
  void aProviderWithThreeOrdersIsNeverSingledOut() {
    assertThat(place(provider("x", Metric.ON_TIME_ARRIVAL, 0, 3))).isEqualTo(Place.SMALL_SAMPLE);
    assertThat(place(provider("x", Metric.ON_TIME_ARRIVAL, 0, 19))).isEqualTo(Place.SMALL_SAMPLE);
    assertThat(place(provider("x", Metric.ON_TIME_ARRIVAL, 0, 20))).isEqualTo(Place.FAR_WORSE);
  }

  @Test
  void smallSamplesDoNotPressThePictureFlat() {
    Funnel funnel =
        onTime(
            provider("none", Metric.ON_TIME_ARRIVAL, 0, 1),
            provider("all", Metric.ON_TIME_ARRIVAL, 1, 1));

    assertThat(funnel.range().low()).isGreaterThan(0.5);
    assertThat(funnel.range().high()).isLessThan(1);
    assertThat(funnel.outside()).isEqualTo(2);
  }

  @Test
  void starsAreMeasuredByTheirOwnDeviation() {
    // Half of them 5, half of them 3: a standard deviation of 1.
    Provider provider =
        new Provider(
            "p",
            Optional.empty(),
            100,
            0,
            Map.of(
                Metric.STAR_RATING,
                new Measure(400, 100, 0, OptionalDouble.empty(), OptionalDouble.empty())),
            50 * 25 + 50 * 9);

    Funnel funnel =
        Funnel.of(new Target(Metric.STAR_RATING, 4.7, true, 20), List.of(provider)).orElseThrow();

    assertThat(funnel.limits().at(100).innerHigh()).isCloseTo(4.197, within(1e-3));
    assertThat(funnel.range().high()).isBetween(4.7, 5.0);
  }

  @Test
  void withoutCasesThereIsNone() {
    assertThat(Funnel.of(ON_TIME, List.of())).isEmpty();
    assertThat(Funnel.of(ON_TIME, List.of(provider("p", Metric.PROVIDER_CANCEL, 0, 5)))).isEmpty();
  }

  private static Place place(Provider provider) {
    return onTime(provider).points().stream()
        .filter(point -> point.provider().id().equals("x"))
        .findFirst()
        .orElseThrow()
        .place();
  }

  /** The given ones among fifty who arrive on time nine times in ten. */
  private static Funnel onTime(Provider... given) {
    List<Provider> providers = new ArrayList<>(List.of(given));
    for (int i = 0; i < 50; i++) {
      providers.add(provider("p" + i, Metric.ON_TIME_ARRIVAL, 180, 200));
    }
    return Funnel.of(ON_TIME, providers).orElseThrow();
  }
}
