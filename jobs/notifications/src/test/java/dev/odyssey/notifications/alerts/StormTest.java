package dev.odyssey.notifications.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.notifications.Alert;
import dev.odyssey.notifications.AlertStatus;
import dev.odyssey.notifications.Suppression;
import java.time.Duration;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many are one. */
class StormTest {

  /** Critical ones, a second apart, so that none is known to come before it is there. */
  @ParameterizedTest
  @CsvSource({"25, 25, 0", "26, 26, 1", "27, 26, 1"})
  void moreThanTwentyFiveAreOne(int defects, int pages, int storms) {
    List<Alert> alerts =
        Story.of(each(0, defects, i -> "%ds raise NO_SHOW/o%d".formatted(i, i))).until("2m");

    assertThat(alerts.stream().filter(Alert::notifies)).hasSize(pages);
    assertThat(firing(alerts)).hasSize(storms);
    if (storms > 0) {
      assertThat(firing(alerts).get(0).alertId()).isEqualTo("STORM:NO_SHOW:R:2025-03-01T17:00:25Z");
      assertThat(firing(alerts).get(0).members().count()).isEqualTo(26);
      assertThat(firing(alerts).get(0).members().defectIds())
          .hasSize(20)
          .startsWith("NO_SHOW:o0", "NO_SHOW:o1")
          .endsWith("NO_SHOW:o19");
      assertThat(alerts)
          .filteredOn(alert -> alert.status() == AlertStatus.UPDATED && !isStorm(alert))
          .as("those that had interrupted somebody are said to be part of it")
          .hasSize(25)
          .allMatch(alert -> alert.suppressedBy() == Suppression.STORM && !alert.notifies());
    }
  }

  @ParameterizedTest
  @CsvSource({"600, 1", "600.001, 0", "599.999, 1"})
  void firingWithinTenMinutes(String last, int storms) {
    String first = each(0, 25, i -> "0s raise NO_SHOW/o%d".formatted(i));
    List<Alert> alerts = Story.of(first + "; " + last + "s raise NO_SHOW/last").until("11m");

    assertThat(firing(alerts)).hasSize(storms);
  }

  @ParameterizedTest
  @CsvSource({"NO_SHOW, R, NO_SHOW, S", "NO_SHOW, R, LATE_CANCEL, R"})
  void ofOneCodeAndRegion(String code, String region, String otherCode, String otherRegion) {
    List<Alert> alerts =
        Story.of(
                each(0, 25, i -> "0s raise %s/o%d@%s".formatted(code, i, region))
                    + ";"
                    + each(0, 25, i -> "0s raise %s/p%d@%s".formatted(otherCode, i, otherRegion)))
            .until("5m");

    assertThat(firing(alerts)).isEmpty();
    assertThat(alerts).hasSize(50).allMatch(Alert::notifies);
  }

  @Test
  void thoseThatAreAboutToFireCount() {
    List<Alert> alerts =
        Story.of(each(0, 26, i -> "%ds raise REWORK/o%d".formatted(i, i))).until("65s");

    assertThat(alerts.stream().filter(Alert::notifies)).singleElement().matches(StormTest::isStorm);
    assertThat(firing(alerts).get(0).members().count()).isEqualTo(1);
    assertThat(firing(alerts).get(0).detectedAt()).isEqualTo(Story.time("60s"));
  }

  @Test
  void whatComesToNothingDoesNotCount() {
    List<Alert> alerts =
        Story.of(
                each(0, 26, i -> "%ds raise REWORK/o%d".formatted(i, i))
                    + "; 59s clear REWORK/o5; 59s clear REWORK/o6")
            .until("5m");

    assertThat(firing(alerts)).isEmpty();
    assertThat(alerts).hasSize(24).allMatch(Alert::notifies);
  }

  @Test
  void whatComesToNothingAndBackAtOnceCountsOnce() {
    List<Alert> alerts =
        Story.of(
                each(0, 26, i -> "0s raise REWORK/o%d".formatted(i))
                    + ";"
                    + each(
                        0, 26, i -> "30s clear REWORK/o%1$d; 30s raise REWORK/o%1$d".formatted(i)))
            .until("5m");

    assertThat(Story.tell(storms(alerts))).isEqualTo("1m30s FIRING! STORM of 26");
    assertThat(alerts.stream().filter(Alert::notifies)).hasSize(1);
  }

  @Test
  void whatIsSuppressedByItselfDoesNotCount() {
    List<Alert> alerts =
        Story.of(
                each(0, 25, i -> "0s raise NO_SHOW/o%d".formatted(i))
                    + ";"
                    + each(0, 99, i -> "0s old NO_SHOW/p%d 9h".formatted(i)))
            .until("5m");

    assertThat(firing(alerts)).isEmpty();
    assertThat(alerts.stream().filter(Alert::notifies)).hasSize(25);
    assertThat(alerts.stream().filter(alert -> alert.suppressedBy() == Suppression.HISTORICAL))
        .hasSize(99);
  }

  @Test
  void isUpdatedAtMostOnceAMinuteAndTellsTheLastCount() {
    List<Alert> alerts =
        Story.of(
                each(0, 30, i -> "0s raise NO_SHOW/o%d".formatted(i))
                    + ";"
                    + each(1, 91, i -> "%ds raise NO_SHOW/p%d".formatted(i, i)))
            .until("5m");

    assertThat(Story.tell(storms(alerts)))
        .isEqualTo("0s FIRING! STORM of 30; 1m UPDATED STORM of 90; 2m UPDATED STORM of 120");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no more join | '' | 10m CLEARED! STORM of 30",
        "one joins at the end | 10m raise NO_SHOW/late | 10m UPDATED STORM of 31; 20m CLEARED! STORM of 31",
        "one comes too late | 600.001s raise NO_SHOW/late | 10m CLEARED! STORM of 30",
      })
  void isOverWhenNoMoreJoin(String story, String script, String rest) {
    List<Alert> alerts =
        Story.of(each(0, 30, i -> "0s raise NO_SHOW/o%d".formatted(i)) + ";" + script).until("30m");

    assertThat(Story.tell(storms(alerts))).as(story).isEqualTo("0s FIRING! STORM of 30; " + rest);
  }

  @Test
  void isOverWhenAllOfItIs() {
    List<Alert> alerts =
        Story.of(
                each(0, 30, i -> "0s raise NO_SHOW/o%d".formatted(i))
                    + ";"
                    + each(0, 30, i -> "%ds clear NO_SHOW/o%d".formatted(60 + i, i)))
            .until("30m");

    assertThat(Story.tell(storms(alerts)))
        .isEqualTo("0s FIRING! STORM of 30; 1m29s CLEARED! STORM of 30");
    assertThat(alerts.stream().filter(alert -> !isStorm(alert)))
        .hasSize(60)
        .allMatch(alert -> alert.suppressedBy() == Suppression.STORM && !alert.notifies());
  }

  @Test
  void whatHadPagedBeforeItGetsItsAllClear() {
    List<Alert> alerts =
        Story.of(
                each(0, 26, i -> "%ds raise NO_SHOW/o%d".formatted(i, i))
                    + "; 60s clear NO_SHOW/o0; 60s clear NO_SHOW/o25")
            .until("5m");

    assertThat(Story.tell(alerts))
        .contains("1m CLEARED! NO_SHOW/o0", "1m CLEARED NO_SHOW/o25 (STORM)");
  }

  @Test
  void itsMembersStaySuppressedAfterIt() {
    List<Alert> alerts =
        Story.of(each(0, 30, i -> "0s raise NO_SHOW/o%d".formatted(i)) + "; 30m correct NO_SHOW/o3")
            .until("1h");

    assertThat(Story.tell(alerts)).endsWith("30m UPDATED NO_SHOW/o3 (STORM)");
  }

  @Test
  void aSilenceOverTheRegionSilencesIt() {
    List<Alert> alerts =
        Story.of(
                "0s silence s region=R 0s..5m;"
                    + each(0, 30, i -> "0s raise NO_SHOW/o%d".formatted(i)))
            .until("7m");

    assertThat(Story.tell(storms(alerts)))
        .isEqualTo("0s FIRING STORM of 30 (SILENCED); 5m UPDATED! STORM of 30");
  }

  @Test
  void aSilenceOverEachOfItsMembersSilencesIt() {
    String story =
        "0s silence s providerId=P1 0s..5m;"
            + each(0, 30, i -> "0s raise NO_SHOW/o%d".formatted(i));

    assertThat(Story.tell(storms(Story.of(story).until("7m"))))
        .isEqualTo("0s FIRING STORM of 30 (SILENCED); 5m UPDATED! STORM of 30");
    assertThat(
            Story.tell(storms(Story.of(story.replace("providerId=P1", "orderId=o3")).until("7m"))))
        .isEqualTo("0s FIRING! STORM of 30");
  }

  /** Thirty silenced ones that fired one by one over hours, whose silence ends at once. */
  @Test
  void whatASilenceLetsGoAtOnceIsOneToo() {
    List<Alert> alerts =
        Story.of(
                "0s silence s region=R 0s..20h;"
                    + each(0, 30, i -> "%dm raise NO_SHOW/o%d".formatted(i * 30, i)))
            .until("20h1m");

    assertThat(alerts.stream().filter(Alert::notifies)).singleElement().matches(StormTest::isStorm);
    assertThat(storms(alerts).get(0).members().count()).isEqualTo(30);
  }

  @Test
  void whatASilentFeedLetsGoAtOnceIsOneToo() {
    List<Alert> alerts =
        Story.of(
                "0s feed R SILENT;"
                    + each(0, 30, i -> "0s raise MISSED_WINDOW/o%d".formatted(i))
                    + "; 10m feed R LIVE")
            .until("26m");

    assertThat(alerts.stream().filter(Alert::notifies)).singleElement().matches(StormTest::isStorm);
    assertThat(storms(alerts).get(0).detectedAt()).isEqualTo(Story.time("25m"));
  }

  /** A regional outage: each costs the same, and operations hear of it a handful of times. */
  @ParameterizedTest
  @CsvSource({"60, NO_SHOW, 27", "60, MISSED_WINDOW, 2", "0, NO_SHOW, 2"})
  void tenThousandInAMinute(int seconds, String code, long pages) {
    int defects = 10_000;
    Story story = Story.fast(code, defects, Duration.ofSeconds(seconds));
    List<Alert> alerts = story.until("1h");

    assertThat(alerts.stream().filter(Alert::notifies).count()).isEqualTo(pages);
    assertThat(storms(alerts).size()).isLessThanOrEqualTo(4);
    Alert last = storms(alerts).get(storms(alerts).size() - 1);
    assertThat(last.status()).isEqualTo(AlertStatus.CLEARED);
    assertThat(last.members().count()).isEqualTo(defects);
    assertThat(story.accesses()).as("of state").isLessThan(8L * defects);
  }

  private static String each(int from, int to, LongFunction<String> line) {
    return String.join("; ", LongStream.range(from, to).mapToObj(line).toList());
  }

  private static List<Alert> storms(List<Alert> alerts) {
    return alerts.stream().filter(StormTest::isStorm).toList();
  }

  private static List<Alert> firing(List<Alert> alerts) {
    return storms(alerts).stream().filter(a -> a.status() == AlertStatus.FIRING).toList();
  }

  private static boolean isStorm(Alert alert) {
    return alert.alertId().startsWith("STORM:");
  }
}
