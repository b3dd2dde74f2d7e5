package dev.odyssey.notifications.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.notifications.settings.NotificationSettings;
import dev.odyssey.notifications.time.Replay;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FeedRulesTest {

  private static final long START = Instant.parse("2025-03-03T00:00:00Z").toEpochMilli();
  private static final long MINUTE = 60_000;
  private static final long DAY = 1_440 * MINUTE;

  /** How many events of a region come in a minute. */
  private interface Rate {
    double of(String region, long at);
  }

  @Test
  void isOneAlertWhenNothingComesFromAnyRegion() {
    long from = START + 4 * DAY + 900 * MINUTE;
    List<FeedNews> news = news(5, (region, at) -> at > from && at <= from + 90 * MINUTE ? 0 : 1);

    assertThat(news.stream().filter(FeedNews::isAlert).map(FeedNews::scope).distinct())
        .containsExactly("orders");
  }

  @Test
  void isTheRegionWhenOnlyThatIsSilent() {
    long from = START + 4 * DAY + 900 * MINUTE;
    List<FeedNews> news = news(5, (region, at) -> region.equals("A") && at > from ? 0 : 1);

    assertThat(news.stream().filter(FeedNews::isAlert).map(FeedNews::scope).distinct())
        .containsExactly("orders:A");
  }

  @Test
  void isNoOutageWhenTradeShrinksByHalfWithinAWeek() {
    List<FeedNews> news =
        news(
            21,
            (region, at) ->
                1 - 0.5 * Math.min(1, Math.max(0, (at - START - 10 * DAY) / (7.0 * DAY))));

    assertThat(news.stream().filter(FeedNews::isAlert)).isEmpty();
  }

  @Test
  void isNoOutageWhenTradeRestsAtWeekends() {
    List<FeedNews> news = news(15, (region, at) -> isWeekend(at) ? 0.02 : 1);

    assertThat(news.stream().filter(FeedNews::isAlert)).isEmpty();
  }

  private static boolean isWeekend(long at) {
    DayOfWeek day = Instant.ofEpochMilli(at).atZone(ZoneOffset.UTC).getDayOfWeek();
    return day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY;
  }

  private static List<FeedNews> news(int days, Rate rate) {
    Random random = new Random(17);
    Replay<FeedState, MinuteCount, FeedNews> replay =
        new Replay<>(new FeedRules(NotificationSettings.builtIn().feeds()), FeedState.class);
    long end = START + days * DAY;
    for (long at = START + MINUTE; at <= end; at += MINUTE) {
      for (String region : List.of("A", "B", "C")) {
        int count = poisson(rate.of(region, at), random);
        if (count > 0) {
          replay.at(
              at,
              new MinuteCount(
                  MinuteCount.ORDERS, region, null, "RATED", "UTC", at, count, at - 1, 0));
        }
      }
    }
    return replay.until(end).stream().map(Replay.Told::what).toList();
  }

  private static int poisson(double mean, Random random) {
    double limit = Math.exp(-mean);
    int count = -1;
    double product = 1;
    do {
      count++;
      product *= random.nextDouble();
    } while (product > limit);
    return count;
  }
}
