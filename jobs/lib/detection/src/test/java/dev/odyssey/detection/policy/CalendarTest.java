package dev.odyssey.detection.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarTest {

  private static Calendar calendar(String yaml) {
    return Policies.parse("p", "calendars: {c: " + yaml + "}").calendar("c").orElseThrow();
  }

  private static long at(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }

  private static final Calendar OFFICE =
      calendar(
          "{zone: America/New_York, open: {MON-FRI: ['08:00-12:00', '13:00-18:00'],"
              + " SAT: ['09:00-13:00']}, closed: [2026-12-25]}");

  /** In winter New York is five hours behind UTC. 2026-12-23 is a Wednesday. */
  @ParameterizedTest
  @CsvSource({
    // nothing to wait for
    "2026-12-23T02:00:00Z, PT0S, 2026-12-23T02:00:00Z",
    // within a span, up to its end, and over it
    "2026-12-23T13:00:00Z, PT1H, 2026-12-23T14:00:00Z",
    "2026-12-23T14:00:00.001Z, PT0.001S, 2026-12-23T14:00:00.002Z",
    "2026-12-23T16:00:00Z, PT1H, 2026-12-23T17:00:00Z",
    "2026-12-23T16:00:00Z, PT1H0.001S, 2026-12-23T18:00:00.001Z",
    // from a closed time, and from the edges of a span
    "2026-12-23T17:30:00Z, PT1H, 2026-12-23T19:00:00Z",
    "2026-12-23T17:00:00Z, PT1H, 2026-12-23T19:00:00Z",
    "2026-12-23T18:00:00Z, PT5H, 2026-12-23T23:00:00Z",
    "2026-12-23T23:00:00Z, PT1M, 2026-12-24T13:01:00Z",
    // over the closed Friday and the short Saturday to Monday
    "2026-12-24T22:00:00Z, PT1H, 2026-12-24T23:00:00Z",
    "2026-12-24T22:00:00Z, PT2H, 2026-12-26T15:00:00Z",
    "2026-12-24T22:00:00Z, PT5H, 2026-12-26T18:00:00Z",
    "2026-12-24T22:00:00Z, PT6H, 2026-12-28T14:00:00Z",
    // a week has 49 hours; over the change of the clocks on 2026-03-08
    "2026-03-02T13:00:00Z, PT49H, 2026-03-07T18:00:00Z",
    "2026-03-02T13:00:00Z, PT50H, 2026-03-09T13:00:00Z",
  })
  void addsTheTimeInWhichItIsOpen(String anchor, Duration open, String due) {
    assertThat(Instant.ofEpochMilli(OFFICE.add(at(anchor), open.toMillis(), null)))
        .isEqualTo(Instant.parse(due));
  }

  /** Spans on the days on which the clocks change, and how they lie in UTC. */
  @ParameterizedTest
  @CsvSource({
    // New York skips 02:00 to 03:00 on 2026-03-08, at 07:00Z
    "America/New_York, SUN, 01:00-02:30, 2026-03-08T06:00:00Z, 2026-03-08T07:00:00Z",
    "America/New_York, SUN, 02:30-04:00, 2026-03-08T07:00:00Z, 2026-03-08T08:00:00Z",
    "America/New_York, SUN, 02:00-03:00, 2026-03-15T06:00:00Z, 2026-03-15T07:00:00Z",
    "America/New_York, SUN, 00:00-24:00, 2026-03-08T05:00:00Z, 2026-03-09T04:00:00Z",
    // and has 01:00 to 02:00 twice on 2026-11-01, from 05:00Z to 07:00Z
    "America/New_York, SUN, 01:00-02:00, 2026-11-01T05:00:00Z, 2026-11-01T07:00:00Z",
    "America/New_York, SUN, 00:30-01:30, 2026-11-01T04:30:00Z, 2026-11-01T06:30:00Z",
    "America/New_York, SUN, 01:30-03:00, 2026-11-01T05:30:00Z, 2026-11-01T08:00:00Z",
    "America/New_York, SUN, 02:00-03:00, 2026-11-01T07:00:00Z, 2026-11-01T08:00:00Z",
    // Lord Howe Island has half an hour twice on 2026-04-05, 01:30 to 02:00, from 14:30Z the day
    // before
    "Australia/Lord_Howe, SUN, 01:45-03:00, 2026-04-04T14:45:00Z, 2026-04-04T16:30:00Z",
    "Australia/Lord_Howe, SUN, 01:00-01:45, 2026-04-04T14:00:00Z, 2026-04-04T15:15:00Z",
    // and skips half an hour on 2026-10-04, 02:00 to 02:30, at 15:30Z the day before
    "Australia/Lord_Howe, SUN, 02:15-03:00, 2026-10-03T15:30:00Z, 2026-10-03T16:00:00Z",
    // Beirut skips midnight: 2026-03-29 begins at 01:00, 22:00Z the day before
    "Asia/Beirut, SAT, 22:00-24:00, 2026-03-28T20:00:00Z, 2026-03-28T22:00:00Z",
    "Asia/Beirut, SUN, 00:00-02:00, 2026-03-28T22:00:00Z, 2026-03-28T23:00:00Z",
    // Havana has midnight to 01:00 twice on 2026-11-01, from 04:00Z to 06:00Z
    "America/Havana, SAT, 22:00-24:00, 2026-11-01T02:00:00Z, 2026-11-01T05:00:00Z",
    "America/Havana, SUN, 00:00-01:00, 2026-11-01T04:00:00Z, 2026-11-01T06:00:00Z",
  })
  void readsLocalTimesWhereTheClocksChange(
      String zone, String day, String span, Instant start, Instant end) {
    Calendar calendar =
        calendar("{zone: event, open: {" + day + ": ['" + span + "'], WED: ['10:00-11:00']}}");
    long from = start.toEpochMilli();
    long until = end.toEpochMilli();

    assertThat(calendar.add(from - 3_600_000, 1, zone)).isEqualTo(from + 1);
    assertThat(calendar.add(from, until - from, zone)).isEqualTo(until);
    assertThat(calendar.closed(from - 60_000, until + 60_000, zone))
        .containsExactly(new Span(from - 60_000, from), new Span(until, until + 60_000));
  }

  @Test
  void anOverlapThatOnlyTheClocksMakeCountsOnce() {
    // On 2026-11-01 the first span ends at the second 01:30, the other begins at the first.
    Calendar calendar =
        calendar("{zone: America/New_York, open: {SUN: ['00:30-01:30', '01:30-03:00']}}");
    long start = at("2026-11-01T04:30:00Z");
    long end = at("2026-11-01T08:00:00Z");
    assertThat(calendar.add(start, end - start, null)).isEqualTo(end);
    assertThat(calendar.closed(start, end, null)).isEmpty();
    assertThat(calendar.add(start, end - start + 1, null))
        .isEqualTo(at("2026-11-08T05:30:00.001Z"));
  }

  @Test
  void aSpanThatIsSkippedAsAWholeIsNone() {
    Calendar calendar =
        calendar("{zone: America/New_York, open: {SUN: ['02:00-03:00'], WED: ['10:00-11:00']}}");
    assertThat(calendar.add(at("2026-03-08T06:00:00Z"), 1, null))
        .isEqualTo(at("2026-03-11T14:00:00.001Z"));
    // Samoa had no 2011-12-30, a Friday.
    Calendar friday = calendar("{zone: Pacific/Apia, open: {FRI: ['08:00-12:00']}}");
    assertThat(friday.add(at("2011-12-29T00:00:00Z"), 1, null))
        .isEqualTo(at("2012-01-05T18:00:00.001Z"));
  }

  @Test
  void daysAddUpAndRangesMayRunOverTheEndOfTheWeek() {
    Calendar calendar =
        calendar(
            "{zone: UTC, open: {SAT-MON: ['20:00-24:00', '00:00-01:00'], MON: ['01:00-02:00'],"
                + " TUE: []}}");
    // Saturday 2026-01-03
    assertThat(calendar.closed(at("2026-01-03T00:00:00Z"), at("2026-01-10T00:00:00Z"), null))
        .containsExactly(
            new Span(at("2026-01-03T01:00:00Z"), at("2026-01-03T20:00:00Z")),
            new Span(at("2026-01-04T01:00:00Z"), at("2026-01-04T20:00:00Z")),
            new Span(at("2026-01-05T02:00:00Z"), at("2026-01-05T20:00:00Z")),
            new Span(at("2026-01-06T00:00:00Z"), at("2026-01-10T00:00:00Z")));
  }

  @Test
  void aCalendarThatIsAlwaysOpenIsPlainTime() {
    Calendar calendar = calendar("{zone: America/New_York, open: {MON-SUN: ['00:00-24:00']}}");
    long anchor = at("2026-01-01T00:00:00.123Z");
    for (long millis = 1; millis < Duration.ofDays(3650).toMillis(); millis *= 7) {
      assertThat(calendar.add(anchor, millis, null)).isEqualTo(anchor + millis);
    }
    assertThat(calendar.closed(anchor, anchor + Duration.ofDays(3650).toMillis(), null)).isEmpty();
  }

  @Test
  void aLongTimeInAShortCalendarIsFound() {
    Calendar calendar = calendar("{zone: Europe/London, open: {WED: ['10:00-11:00']}}");
    long anchor = at("2026-01-07T10:00:00Z");
    // 720 hours are 720 Wednesdays; the last one, in 2039, is in winter.
    assertThat(Instant.ofEpochMilli(calendar.add(anchor, Duration.ofDays(30).toMillis(), null)))
        .isEqualTo(Instant.parse("2039-10-19T10:00:00Z"));
    assertThat(calendar.closed(anchor, at("2039-10-19T10:00:00Z"), null)).hasSize(719);
    assertThat(calendar.add(anchor, Duration.ofDays(3650).toMillis(), null))
        .isGreaterThan(at("3700-01-01T00:00:00Z"));
  }

  @Test
  void needsAKnownZoneOfTheEvent() {
    Calendar calendar = calendar("{zone: event, open: {MON: ['08:00-12:00']}}");
    assertThat(calendar.isOfEventZone()).isTrue();
    assertThat(calendar.zone("Europe/Berlin")).isEqualTo("Europe/Berlin");
    assertThat(OFFICE.zone("Europe/Berlin")).isEqualTo("America/New_York");
    for (String zone : new String[] {null, "Mars/Base"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> calendar.add(0, 1, zone))
          .withMessageContainingAll("calendar c", String.valueOf(zone));
    }
  }

  @Test
  void equalsOneThatSaysTheSame() {
    List<String> texts =
        List.of(
            "{zone: UTC, open: {MON-TUE: ['13:00-14:00', '08:00-12:00']}}",
            "{open: {TUE: ['08:00-12:00', '13:00-14:00'], MON: ['08:00-12:00', '13:00-14:00']},"
                + " zone: UTC, closed: []}");
    assertThat(calendar(texts.get(0)))
        .isEqualTo(calendar(texts.get(1)))
        .hasSameHashCodeAs(calendar(texts.get(1)))
        .hasToString(calendar(texts.get(1)).toString())
        .hasToString(
            "{zone=UTC, open={MONDAY=[08:00-12:00, 13:00-14:00], TUESDAY=[08:00-12:00,"
                + " 13:00-14:00]}, closed=[]}");
  }
}
