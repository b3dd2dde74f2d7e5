package dev.odyssey.notifications.outreach;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class QuietHoursTest {

  private static final QuietHours NIGHT = new QuietHours(LocalTime.of(21, 0), LocalTime.of(8, 0));

  @ParameterizedTest(name = "{0}: {1} becomes {2}")
  @CsvSource({
    // To the millisecond.
    "America/New_York, 2025-01-15T20:59:59.999-05:00, 2025-01-15T20:59:59.999-05:00",
    "America/New_York, 2025-01-15T21:00:00.000-05:00, 2025-01-16T08:00:00.000-05:00",
    "America/New_York, 2025-01-16T00:00:00.000-05:00, 2025-01-16T08:00:00.000-05:00",
    "America/New_York, 2025-01-16T07:59:59.999-05:00, 2025-01-16T08:00:00.000-05:00",
    "America/New_York, 2025-01-16T08:00:00.000-05:00, 2025-01-16T08:00:00.000-05:00",
    // The night before clocks go forward is an hour shorter, the other an hour longer.
    "America/New_York, 2025-03-08T21:00:00.000-05:00, 2025-03-09T08:00:00.000-04:00",
    "America/New_York, 2025-03-09T01:59:59.999-05:00, 2025-03-09T08:00:00.000-04:00",
    "America/New_York, 2025-03-09T03:00:00.000-04:00, 2025-03-09T08:00:00.000-04:00",
    "America/New_York, 2025-11-01T21:00:00.000-04:00, 2025-11-02T08:00:00.000-05:00",
    "America/New_York, 2025-11-02T01:30:00.000-04:00, 2025-11-02T08:00:00.000-05:00",
    "America/New_York, 2025-11-02T01:30:00.000-05:00, 2025-11-02T08:00:00.000-05:00",
    "America/New_York, 2025-11-02T07:59:59.999-05:00, 2025-11-02T08:00:00.000-05:00",
    "Europe/London, 2025-03-29T20:59:59.999Z, 2025-03-29T20:59:59.999Z",
    "Europe/London, 2025-03-29T21:00:00.000Z, 2025-03-30T08:00:00.000+01:00",
    "Europe/London, 2025-03-30T07:59:59.999+01:00, 2025-03-30T08:00:00.000+01:00",
    "Europe/London, 2025-03-30T08:00:00.000+01:00, 2025-03-30T08:00:00.000+01:00",
    "Europe/London, 2025-10-25T21:00:00.000+01:00, 2025-10-26T08:00:00.000Z",
    "Europe/London, 2025-10-26T01:30:00.000Z, 2025-10-26T08:00:00.000Z",
    // Half an hour.
    "Australia/Lord_Howe, 2025-10-04T21:00:00.000+10:30, 2025-10-05T08:00:00.000+11:00",
    "Australia/Lord_Howe, 2025-10-05T07:59:59.999+11:00, 2025-10-05T08:00:00.000+11:00",
    "Australia/Lord_Howe, 2025-04-05T21:00:00.000+11:00, 2025-04-06T08:00:00.000+10:30",
    "Australia/Lord_Howe, 2025-04-06T01:45:00.000+10:30, 2025-04-06T08:00:00.000+10:30",
    // Where clocks are not changed.
    "Asia/Kolkata, 2025-03-09T20:59:59.999+05:30, 2025-03-09T20:59:59.999+05:30",
    "Asia/Kolkata, 2025-03-09T21:00:00.000+05:30, 2025-03-10T08:00:00.000+05:30",
    "America/Phoenix, 2025-03-09T07:59:59.999-07:00, 2025-03-09T08:00:00.000-07:00",
    "America/Phoenix, 2025-11-02T08:00:00.000-07:00, 2025-11-02T08:00:00.000-07:00",
    // A day that was not: Samoa left out 30 December 2011.
    "Pacific/Apia, 2011-12-29T21:00:00.000-10:00, 2011-12-31T00:00:00.000+14:00",
  })
  void endAtEightByTheClockOnTheWall(String zone, String at, String expected) {
    assertThat(end(NIGHT, at, zone)).isEqualTo(Instant.from(OffsetDateTime.parse(expected)));
  }

  @ParameterizedTest(name = "{0} to {1}: {2} becomes {3}")
  @CsvSource({
    "21:00, 02:30, 2025-03-09T01:00-05:00, 2025-03-09T03:00-04:00", // 02:30 is in the gap
    "21:00, 01:30, 2025-11-02T01:00-04:00, 2025-11-02T01:30-04:00", // the first 01:30
    "21:00, 01:30, 2025-11-02T01:10-05:00, 2025-11-02T01:30-05:00", // the second
    "01:00, 05:00, 2025-01-15T00:59-05:00, 2025-01-15T00:59-05:00", // within a day
    "01:00, 05:00, 2025-01-15T04:59-05:00, 2025-01-15T05:00-05:00",
    "01:00, 05:00, 2025-01-15T05:00-05:00, 2025-01-15T05:00-05:00",
    "22:00, 00:00, 2025-01-15T23:59-05:00, 2025-01-16T00:00-05:00", // until midnight
    "00:00, 08:00, 2025-01-15T00:00-05:00, 2025-01-15T08:00-05:00", // from midnight
    "08:00, 08:00, 2025-01-15T08:00-05:00, 2025-01-15T08:00-05:00", // never
  })
  void otherHours(String from, String to, String at, String expected) {
    QuietHours hours = new QuietHours(LocalTime.parse(from), LocalTime.parse(to));

    assertThat(end(hours, at, "America/New_York"))
        .isEqualTo(Instant.from(OffsetDateTime.parse(expected)));
  }

  @Test
  void isQuietFromTheFirstInstantToJustBeforeTheLast() {
    assertThat(NIGHT.isQuiet(LocalTime.of(21, 0))).isTrue();
    assertThat(NIGHT.isQuiet(LocalTime.MIDNIGHT)).isTrue();
    assertThat(NIGHT.isQuiet(LocalTime.of(8, 0))).isFalse();
    assertThat(NIGHT.isQuiet(LocalTime.NOON)).isFalse();
  }

  private static Instant end(QuietHours hours, String at, String zone) {
    long instant = OffsetDateTime.parse(at).toInstant().toEpochMilli();
    return Instant.ofEpochMilli(hours.endOf(instant, ZoneId.of(zone)));
  }
}
