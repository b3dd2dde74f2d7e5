package dev.odyssey.testdata.simulator;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.stream.IntStream;

/**
 * Orders as they are placed, in order of time: few at night, most in the morning and after work, by
 * the wall clock of each region. Holds one hour of them.
 */
final class Arrivals {

  /** An order about to be told. */
  record Arrival(long number, Region region, long placedAt) {}

  private static final long STREAM = 0x6172726976616C73L;

  /** Relative to each other: how many orders people place in each hour of their day. */
  private static final int[] BY_LOCAL_HOUR = {
    6, 3, 2, 2, 2, 5, 14, 30, 52, 70, 78, 74, 66, 60, 56, 54, 56, 62, 72, 78, 74, 56, 32, 14
  };

  private static final double WHOLE_DAY = Arrays.stream(BY_LOCAL_HOUR).sum();

  private final SimulationConfig config;
  private final Queue<Arrival> ofThisHour = new ArrayDeque<>();
  private long hourStart;
  private long scheduled;
  private double due;

  Arrivals(SimulationConfig config) {
    this.config = config;
    this.hourStart = config.start().toEpochMilli();
  }

  boolean isEmpty() {
    while (ofThisHour.isEmpty() && scheduled < config.orders()) {
      scheduleNextHour();
    }
    return ofThisHour.isEmpty();
  }

  /** The next order; there must be one. */
  Arrival peek() {
    return isEmpty() ? null : ofThisHour.element();
  }

  Arrival take() {
    return isEmpty() ? null : ofThisHour.remove();
  }

  private void scheduleNextHour() {
    Dice dice = Dice.of(config.seed() ^ STREAM, hourStart);
    Instant now = Instant.ofEpochMilli(hourStart);
    Weighted<Region> regions = Weighted.of(Region.ALL, region -> demand(region, now));
    due += Region.ALL.stream().mapToDouble(region -> demand(region, now)).sum();
    int count = (int) due;
    due -= count;
    long[] instants =
        IntStream.range(0, count)
            .mapToLong(i -> hourStart + dice.between(0, Times.HOUR - 1))
            .sorted()
            .limit(config.orders() - scheduled)
            .toArray();
    for (long instant : instants) {
      ofThisHour.add(new Arrival(++scheduled, regions.pick(dice), instant));
    }
    hourStart += Times.HOUR;
  }

  /** How many orders a region is expected to place in the hour that begins now. */
  private double demand(Region region, Instant now) {
    int hour = now.atZone(region.zone()).getHour();
    return config.ordersPerDay() * region.share() * BY_LOCAL_HOUR[hour] / WHOLE_DAY;
  }
}
