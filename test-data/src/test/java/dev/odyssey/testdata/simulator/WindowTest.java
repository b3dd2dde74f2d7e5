package dev.odyssey.testdata.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {

  /** Each of these zones changes its clocks within the week that follows. */
  @ParameterizedTest
  @CsvSource({
    "US_NY, 2025-03-07T12:00:00Z",
    "US_WA, 2025-10-31T20:00:00Z",
    "GB_LND, 2025-03-28T23:30:00Z",
    "AU_NSW, 2025-10-03T01:00:00Z",
    "IN_KA, 2025-03-07T12:00:00Z"
  })
  void windowsAreHoursOfTheLocalWorkingDay(Region region, Instant made) {
    Dice dice = Dice.of(1, region.ordinal());
    for (int i = 0; i < 2_000; i++) {
      Window window = Window.after(made.toEpochMilli(), region.zone(), dice);
      ZonedDateTime start = Instant.ofEpochMilli(window.start()).atZone(region.zone());
      assertThat(start.getHour()).isBetween(8, 17);
      assertThat(start.getMinute()).isZero();
      assertThat(start.toInstant()).isAfterOrEqualTo(made.plus(Duration.ofHours(2)));
      assertThat(start.toInstant()).isBefore(made.plus(Duration.ofDays(9)));
      assertThat(window.end() - window.start()).isBetween(2 * Times.HOUR, 4 * Times.HOUR);
    }
  }
}
