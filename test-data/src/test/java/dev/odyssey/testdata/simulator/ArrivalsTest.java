package dev.odyssey.testdata.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.testdata.simulator.Arrivals.Arrival;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArrivalsTest {

  @Test
  void ordersArePlacedInOrderOfTimeAndNumber() {
    List<Arrival> arrivals = arrivals(5_000, 1_000);
    assertThat(arrivals).extracting(Arrival::placedAt).isSorted();
    assertThat(arrivals).extracting(Arrival::number).isSorted().doesNotHaveDuplicates();
    assertThat(arrivals).hasSize(5_000);
  }

  @Test
  void aDayHasAsManyAsAskedFor() {
    List<Arrival> arrivals = arrivals(10_000, 1_000);
    long last = arrivals.get(arrivals.size() - 1).placedAt();
    long days = (last - SimulationConfig.DEFAULT_START.toEpochMilli()) / Times.DAY;
    assertThat(days).isBetween(9L, 10L);
  }

  @Test
  void peopleSleepAtNightWhereverTheyLive() {
    List<Arrival> arrivals = arrivals(40_000, 4_000);
    for (Region region : Region.ALL) {
      long atNight =
          arrivals.stream().filter(a -> a.region() == region && localHour(a) < 6).count();
      long all = arrivals.stream().filter(a -> a.region() == region).count();
      assertThat(atNight).as("at night in %s", region).isLessThan(all / 10);
      assertThat(all).isPositive();
    }
  }

  private static int localHour(Arrival arrival) {
    return Instant.ofEpochMilli(arrival.placedAt()).atZone(arrival.region().zone()).getHour();
  }

  private static List<Arrival> arrivals(int orders, int perDay) {
    Arrivals arrivals = new Arrivals(SimulationConfig.of(2, orders).withOrdersPerDay(perDay));
    List<Arrival> all = new ArrayList<>();
    while (!arrivals.isEmpty()) {
      all.add(arrivals.take());
    }
    return all;
  }
}
