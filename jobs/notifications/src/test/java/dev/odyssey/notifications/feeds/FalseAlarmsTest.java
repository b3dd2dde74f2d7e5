package dev.odyssey.notifications.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.notifications.feeds.FeedStatus.State;
import dev.odyssey.notifications.settings.FeedSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Five regions whose events come at random, by their hours, over 30 days in which clocks go
 * forward: nobody is called for nothing, and when one falls silent on a Tuesday at ten, somebody is
 * after as long as it takes to miss twenty events.
 */
@Timeout(120)
class FalseAlarmsTest {

  private static final int DAYS = 30;
  private static final LocalDate START = LocalDate.of(2025, 2, 24);
  private static final FeedSettings SETTINGS =
      new FeedSettings(
          Duration.ofDays(1),
          Duration.ofHours(1),
          3,
          Duration.ofMinutes(10),
          20,
          5,
          Duration.ofMinutes(15));

  /** Events an hour at noon. */
  private record Region(String name, double peak, String timeZone) {}

  private static final List<Region> REGIONS =
      List.of(
          new Region("R2", 2, "America/Los_Angeles"),
          new Region("R20", 20, "America/New_York"),
          new Region("R60", 60, "Europe/London"),
          new Region("R200", 200, "Australia/Lord_Howe"),
          new Region("R1000", 1_000, "America/New_York"));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void nobodyIsCalledForNothingAndSomebodyIsWhenAFeedDies(long seed) {
    Feeds feeds = new Feeds(SETTINGS);
    FeedCounts counts = new FeedCounts();
    Random random = new Random(seed);
    long end = instant(START.plusDays(DAYS), "UTC");
    for (Region region : REGIONS) {
      simulate(region, random, instant(START, "UTC"), end, counts);
    }
    for (FeedCount count : counts.takeUntil(Long.MAX_VALUE)) {
      assertThat(feeds.accept(count)).noneMatch(status -> status.state() == State.SILENT);
    }

    // One after the other dies at ten in the morning, on a day of its own.
    for (Region dead : REGIONS.subList(1, REGIONS.size())) {
      Feeds copy = Feeds.of(SETTINGS, feeds.memories(), feeds.now());
      LocalDate day = START.plusDays(DAYS + 1);
      long death = instant(day, dead.timeZone()) + Duration.ofHours(10).toMillis();
      Random fate = new Random(seed + 100);
      for (Region region : REGIONS) {
        long until = death + (region == dead ? 0 : Duration.ofHours(6).toMillis());
        simulate(region, fate, end, until, counts);
      }
      List<FeedStatus> silent =
          counts.takeUntil(Long.MAX_VALUE).stream()
              .flatMap(count -> copy.accept(count).stream())
              .filter(status -> status.state() == State.SILENT)
              .toList();

      assertThat(silent).extracting(FeedStatus::region).containsExactly(dead.name());
      long delay = silent.get(0).at() - silent.get(0).heardAt();
      double usual = Math.max(10, 20 / (dead.peak() * share(10.5)) * 60);
      assertThat(delay / 60_000.0)
          .as("minutes until %s is missed", dead.name())
          .isBetween(usual * 0.7, usual * 1.5 + 1);
    }
  }

  private static void simulate(
      Region region, Random random, long from, long to, FeedCounts counts) {
    ZoneId zone = ZoneId.of(region.timeZone());
    double perMilli = region.peak() / 3_600_000;
    double at = from;
    while (true) {
      at += -Math.log(1 - random.nextDouble()) / perMilli;
      if (at >= to) {
        return;
      }
      long instant = (long) at;
      ZonedDateTime local = Instant.ofEpochMilli(instant).atZone(zone);
      if (random.nextDouble() < share(local.getHour() + local.getMinute() / 60.0)) {
        counts.add(FeedCount.one(region.name(), region.timeZone(), instant, 10_000));
      }
    }
  }

  /** Of the rate at noon: little at night, the most around noon. */
  private static double share(double hour) {
    return Math.max(0.02, Math.sin(Math.PI * (hour - 6) / 12));
  }

  private static long instant(LocalDate date, String zone) {
    return date.atStartOfDay(ZoneId.of(zone)).toInstant().toEpochMilli();
  }
}
