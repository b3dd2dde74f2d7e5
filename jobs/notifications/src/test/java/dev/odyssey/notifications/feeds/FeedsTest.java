package dev.odyssey.notifications.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.notifications.feeds.FeedStatus.State;
import dev.odyssey.notifications.settings.FeedSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FeedsTest {

  private static final LocalDate FIRST_DAY = LocalDate.of(2025, 3, 10);
  private static final ZoneId UTC = ZoneId.of("UTC");

  private final TreeSet<Heard> plan = new TreeSet<>();

  private record Heard(long at, String region, String zone) implements Comparable<Heard> {
    @Override
    public int compareTo(Heard other) {
      int order = Long.compare(at, other.at);
      return order != 0 ? order : region.compareTo(other.region);
    }
  }

  @Test
  void isSuspectAndThenSilentAtTheInstantThatTheUsualRateSays() {
    everyMinute("A", 0, 5, "00:00", "24:00");
    everyMinute("B", 0, 5, "00:00", "24:00");
    silence("A", "2025-03-14T12:00:00.001Z", "2025-03-14T13:30:00Z");

    // Quiet from the end of the ten seconds of the last event; one event a minute is missing.
    assertThat(run(settings(20, 5)))
        .containsExactly(
            "A SUSPECT 2025-03-14T12:05:10Z since 2025-03-14T12:00:00Z",
            "A SILENT 2025-03-14T12:20:10Z since 2025-03-14T12:00:00Z",
            "A LIVE 2025-03-14T13:30:00Z since 2025-03-14T13:30:00Z");
  }

  @Test
  void isSilentForNoShorterThanAtLeast() {
    everyMinute("A", 0, 5, "00:00", "24:00");
    everyMinute("B", 0, 5, "00:00", "24:00");
    silence("A", "2025-03-14T12:00:00.001Z", "2025-03-14T12:10:00Z");
    assertThat(run(settings(3, 5)))
        .as("what comes in the last instant comes in time")
        .containsExactly(
            "A SUSPECT 2025-03-14T12:05:10Z since 2025-03-14T12:00:00Z",
            "A LIVE 2025-03-14T12:10:00Z since 2025-03-14T12:10:00Z");

    silence("A", "2025-03-14T12:00:00.001Z", "2025-03-14T12:10:00.001Z");
    assertThat(run(settings(3, 5)))
        .contains("A SILENT 2025-03-14T12:10:00Z since 2025-03-14T12:00:00Z");
  }

  @Test
  void goesByTheLowerRateNearTheEdgeOfASlot() {
    everyMinute("A", 0, 5, "00:00", "24:00");
    everyMinute("B", 0, 5, "00:00", "24:00");
    for (int day = 0; day < 5; day++) {
      every("A", Duration.ofMinutes(1), day, "12:00:30", "24:00", "UTC"); // twice as many
    }
    silence("A", "2025-03-14T11:50:00.001Z", "2025-03-14T13:30:00Z");

    // From 11:50:10 one a minute until 12:30, which makes 39 5/6; the rest at two a minute.
    assertThat(run(settings(60, 50)))
        .containsExactly(
            "A SUSPECT 2025-03-14T12:35:05Z since 2025-03-14T11:50:00Z",
            "A SILENT 2025-03-14T12:40:05Z since 2025-03-14T11:50:00Z",
            "A LIVE 2025-03-14T13:30:00Z since 2025-03-14T13:30:00Z");
  }

  @Test
  void nobodyIsMissedAtNight() {
    everyMinute("A", 0, 10, "08:00", "20:00");
    everyMinute("B", 0, 10, "00:00", "24:00");

    assertThat(run(settings(20, 5))).isEmpty();
  }

  @Test
  void isMissedInTheMorningFromTheHalfHourOnThatCanBeReliedOn() {
    everyMinute("A", 0, 5, "08:00", "20:00");
    everyMinute("B", 0, 5, "00:00", "24:00");
    silence("A", "2025-03-14T00:00:00Z", "2025-03-14T12:00:00Z");

    assertThat(run(settings(20, 5)))
        .containsExactly(
            "A SUSPECT 2025-03-14T08:35:00Z since 2025-03-13T19:59:00Z",
            "A SILENT 2025-03-14T08:50:00Z since 2025-03-13T19:59:00Z",
            "A LIVE 2025-03-14T12:00:00Z since 2025-03-14T12:00:00Z");
  }

  @Test
  void theDayMayEndWithinASlot() {
    everyMinute("A", 0, 10, "08:00", "17:40");
    everyMinute("B", 0, 10, "00:00", "24:00");

    assertThat(run(settings(20, 5))).isEmpty();
  }

  @Test
  void hoursAreThoseOfTheRegion() {
    // Clocks go back on Sunday 2 November, and forward on Sunday 9 March.
    for (LocalDate from : List.of(LocalDate.of(2025, 10, 27), LocalDate.of(2025, 3, 3))) {
      plan.clear();
      for (int day = 0; day < 10; day++) {
        LocalDate date = from.plusDays(day);
        every("A", Duration.ofSeconds(20), date, "08:00", "20:00", "America/New_York");
        every("B", Duration.ofSeconds(20), date, "00:00", "24:00", "America/New_York");
      }
      assertThat(run(settings(20, 5))).as("from %s", from).isEmpty();
    }
  }

  @Test
  void isNotJudgedBeforeItIsKnown() {
    everyMinute("A", 0, 2, "00:00", "24:00");
    everyMinute("B", 0, 5, "00:00", "24:00");
    assertThat(run(settings(20, 5))).as("two cycles are too few").isEmpty();

    everyMinute("A", 2, 4, "00:00", "24:00");
    assertThat(run(settings(20, 5))).as("three cycles are enough").isNotEmpty();
  }

  @Test
  void whereAllAreSilentNobodyIs() {
    everyMinute("A", 0, 6, "00:00", "24:00");
    everyMinute("B", 0, 6, "00:00", "24:00");
    everyMinute("C", 0, 6, "00:00", "24:00");
    for (String region : List.of("A", "B", "C")) {
      silence(region, "2025-03-14T12:00:30Z", "2025-03-14T15:00:00Z");
    }
    // They come back one after the other, and none is silent for being the last.
    silence("B", "2025-03-14T15:00:00Z", "2025-03-14T15:03:00Z");
    silence("C", "2025-03-14T15:00:00Z", "2025-03-14T15:09:00Z");

    assertThat(run(settings(20, 5)))
        .containsExactly(
            "A SUSPECT 2025-03-14T12:05:10Z since 2025-03-14T12:00:00Z",
            "B SUSPECT 2025-03-14T12:05:10Z since 2025-03-14T12:00:00Z",
            "C SUSPECT 2025-03-14T12:05:10Z since 2025-03-14T12:00:00Z",
            "A LIVE 2025-03-14T15:00:00Z since 2025-03-14T15:00:00Z",
            "B LIVE 2025-03-14T15:03:00Z since 2025-03-14T15:03:00Z",
            "C LIVE 2025-03-14T15:09:00Z since 2025-03-14T15:09:00Z");
  }

  @Test
  void whoeverIsStillMissingOnceOthersHaveGoneOnForAWhileIsSilent() {
    everyMinute("A", 0, 6, "00:00", "24:00");
    everyMinute("B", 0, 6, "00:00", "24:00");
    silence("A", "2025-03-14T12:00:30Z", "2025-03-14T15:00:00Z");
    silence("B", "2025-03-14T12:00:30Z", "2025-03-14T18:00:00Z");

    assertThat(run(settings(20, 5)))
        .contains("B SILENT 2025-03-14T15:10:00Z since 2025-03-14T12:00:00Z")
        .noneMatch(line -> line.startsWith("A SILENT"));
  }

  @Test
  void aRegionAloneIsNeverSilent() {
    everyMinute("A", 0, 5, "00:00", "24:00");
    silence("A", "2025-03-14T12:00:30Z", "2025-03-14T20:00:00Z");

    assertThat(run(settings(20, 5))).hasSize(2).noneMatch(line -> line.contains("SILENT"));
  }

  @Test
  void aSilenceIsNotLearned() {
    everyMinute("A", 0, 8, "00:00", "24:00");
    everyMinute("B", 0, 8, "00:00", "24:00");
    silence("A", "2025-03-14T12:00:30Z", "2025-03-14T18:00:00Z");
    silence("A", "2025-03-15T12:00:30Z", "2025-03-15T18:00:00Z");

    assertThat(run(settings(20, 5)))
        .contains(
            "A SILENT 2025-03-14T12:20:10Z since 2025-03-14T12:00:00Z",
            "A SILENT 2025-03-15T12:20:10Z since 2025-03-15T12:00:00Z");
  }

  @Test
  void aSilenceThatIsThereEveryDayIsLearnedInTheEnd() {
    everyMinute("A", 0, 14, "00:00", "24:00");
    everyMinute("B", 0, 14, "00:00", "24:00");
    for (int day = 14; day <= 23; day++) {
      silence("A", "2025-03-" + day + "T12:00:30Z", "2025-03-" + day + "T18:00:00Z");
    }

    assertThat(run(settings(20, 5)).stream().filter(line -> line.startsWith("A SILENT")))
        .as("as often as it takes to know a slot")
        .hasSize(3);
  }

  @Test
  void aRegionThatIsClosedIsForgotten() {
    everyMinute("A", 0, 4, "00:00", "24:00");
    everyMinute("B", 0, 12, "00:00", "24:00");

    assertThat(run(settings(20, 5)))
        .containsExactly(
            "A SUSPECT 2025-03-14T00:04:10Z since 2025-03-13T23:59:00Z",
            "A SILENT 2025-03-14T00:19:10Z since 2025-03-13T23:59:00Z",
            "A LIVE 2025-03-16T23:59:00Z since 2025-03-13T23:59:00Z");
  }

  @Test
  void aBackfillSaysNothingAboutNow() {
    Feeds feeds = known();
    long stop = millis("2025-03-14T12:00:00Z");
    everyMinuteOfB(feeds, stop, stop + Duration.ofHours(1).toMillis());
    assertThat(feeds.advance(stop + Duration.ofHours(1).toMillis())).isEmpty();

    List<FeedStatus> found = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      found.addAll(feeds.accept(one("A", millis("2025-03-11T12:00:00Z") + i)));
    }
    assertThat(found).as("A stays silent").isEmpty();

    assertThat(feeds.accept(one("A", stop + Duration.ofHours(1).toMillis() + 1)))
        .singleElement()
        .satisfies(
            status -> {
              assertThat(status.state()).isEqualTo(State.LIVE);
              assertThat(status.silentSince()).isEqualTo(millis("2025-03-14T11:59:00Z"));
            });
  }

  @Test
  void aBacklogBringsAFeedBackOnceItHasCaughtUp() {
    Feeds feeds = known();
    long stop = millis("2025-03-14T12:00:00Z");
    everyMinuteOfB(feeds, stop, stop + Duration.ofHours(1).toMillis());
    long now = stop + Duration.ofMinutes(59).toMillis();

    List<FeedStatus> found = new ArrayList<>();
    for (int minute = 0; minute < 60; minute++) {
      found.addAll(feeds.accept(one("A", stop + Duration.ofMinutes(minute).toMillis())));
    }
    assertThat(found)
        .singleElement()
        .satisfies(
            status -> {
              assertThat(status.state()).isEqualTo(State.LIVE);
              assertThat(status.at()).isEqualTo(now);
              assertThat(status.heardAt()).isEqualTo(stop + Duration.ofMinutes(54).toMillis());
            });
  }

  @Test
  void goesOnWhereItLeftOff() {
    everyMinute("A", 0, 6, "08:00", "20:00");
    everyMinute("B", 0, 6, "00:00", "24:00");
    silence("A", "2025-03-14T12:00:30Z", "2025-03-14T15:00:00Z");
    List<String> expected = run(settings(20, 5));

    Feeds feeds = new Feeds(settings(20, 5));
    List<FeedStatus> found = new ArrayList<>();
    int n = 0;
    for (Heard heard : plan) {
      if (n++ % 97 == 0) {
        feeds = Feeds.of(settings(20, 5), feeds.memories(), feeds.now());
      }
      found.addAll(feeds.accept(one(heard.region, heard.at)));
    }
    assertThat(found.stream().map(FeedsTest::line)).containsExactlyElementsOf(expected);
  }

  @Test
  void otherSlotsAreLearnedAnew() {
    Feeds feeds = known();
    FeedSettings finer =
        new FeedSettings(
            Duration.ofDays(1),
            Duration.ofMinutes(30),
            3,
            Duration.ofMinutes(10),
            20,
            5,
            Duration.ofMinutes(15));
    Feeds upgraded = Feeds.of(finer, feeds.memories(), feeds.now());

    assertThat(upgraded.advance(feeds.now() + Duration.ofHours(2).toMillis())).isEmpty();
  }

  /** A and B, each heard of every minute up to noon of the fifth day. */
  private static Feeds known() {
    Feeds feeds = new Feeds(settings(20, 5));
    long stop = millis("2025-03-14T12:00:00Z");
    for (long at = millis("2025-03-10T00:00:00Z"); at < stop; at += 60_000) {
      feeds.accept(one("A", at));
      feeds.accept(one("B", at));
    }
    return feeds;
  }

  private static void everyMinuteOfB(Feeds feeds, long from, long to) {
    for (long at = from; at < to; at += 60_000) {
      feeds.accept(one("B", at));
    }
  }

  private void everyMinute(String region, int fromDay, int toDay, String from, String to) {
    for (int day = fromDay; day < toDay; day++) {
      every(region, Duration.ofMinutes(1), day, from, to, "UTC");
    }
  }

  private void every(
      String region, Duration step, int day, String from, String to, String timeZone) {
    every(region, step, FIRST_DAY.plusDays(day), from, to, timeZone);
  }

  private void every(
      String region, Duration step, LocalDate date, String from, String to, String timeZone) {
    ZoneId zone = ZoneId.of(timeZone);
    long start = date.atTime(LocalTime.parse(from)).atZone(zone).toInstant().toEpochMilli();
    long end =
        to.equals("24:00")
            ? date.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli()
            : date.atTime(LocalTime.parse(to)).atZone(zone).toInstant().toEpochMilli();
    for (long at = start; at < end; at += step.toMillis()) {
      plan.add(new Heard(at, region, timeZone));
    }
  }

  /** Takes events out of the plan; what comes at its end breaks the silence. */
  private void silence(String region, String from, String to) {
    plan.removeIf(h -> h.region.equals(region) && h.at >= millis(from) && h.at < millis(to));
    plan.add(new Heard(millis(to), region, UTC.getId()));
  }

  private List<String> run(FeedSettings settings) {
    Feeds feeds = new Feeds(settings);
    List<FeedStatus> found = new ArrayList<>();
    for (Heard heard : plan) {
      found.addAll(feeds.accept(FeedCount.one(heard.region, heard.zone, heard.at, 10_000)));
    }
    return found.stream().map(FeedsTest::line).toList();
  }

  private static String line(FeedStatus status) {
    return "%s %s %s since %s"
        .formatted(
            status.region(),
            status.state(),
            Instant.ofEpochMilli(status.at()),
            Instant.ofEpochMilli(status.heardAt()));
  }

  private static FeedCount one(String region, long at) {
    return FeedCount.one(region, "UTC", at, 10_000);
  }

  private static long millis(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }

  private static FeedSettings settings(double missed, double suspect) {
    return new FeedSettings(
        Duration.ofDays(1),
        Duration.ofHours(1),
        3,
        Duration.ofMinutes(10),
        missed,
        suspect,
        Duration.ofMinutes(15));
  }
}
