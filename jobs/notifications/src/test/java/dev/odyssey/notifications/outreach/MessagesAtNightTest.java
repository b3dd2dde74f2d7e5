package dev.odyssey.notifications.outreach;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When messages wait for the morning. All in New York in January. */
@Timeout(60)
class MessagesAtNightTest {

  private final Desk desk = new Desk();

  @ParameterizedTest
  @CsvSource({
    "2025-01-15T20:59:59.999, 20:59:59.999",
    "2025-01-15T21:00, 2025-01-16T08:00",
    "2025-01-15T07:59:59.999, 08:00",
    "2025-01-15T08:00, 08:00",
  })
  void waitsForTheMorning(String at, String expected) {
    assertThat(desk.hears(at + " FIRING MISSED_WINDOW HIGH"))
        .singleElement()
        .asString()
        .endsWith(" MISSED_WINDOW 1 REQUESTED " + expected);
  }

  @Test
  void aCriticalOneDoesNotWaitOnTheDayOfTheAppointment() {
    desk.window("2025-01-15T19:00", "2025-01-15T21:00");

    assertThat(desk.hears("2025-01-15T23:00 FIRING NO_SHOW CRITICAL"))
        .containsExactly("23:00 NO_SHOW 1 REQUESTED 23:00");
  }

  @Test
  void aCriticalOneWaitsOnAnyOtherDay() {
    desk.window("2025-01-15T19:00", "2025-01-15T22:00");

    assertThat(desk.hears("2025-01-16T00:00 FIRING NO_SHOW CRITICAL"))
        .containsExactly("00:00 NO_SHOW 1 REQUESTED 08:00");
  }

  @Test
  void aCriticalOneWaitsWhereThereIsNoAppointment() {
    assertThat(desk.hears("2025-01-15T23:00 FIRING NO_SHOW CRITICAL"))
        .containsExactly("23:00 NO_SHOW 1 REQUESTED 2025-01-16T08:00");
  }

  @Test
  void aMilderOneWaitsOnTheDayOfTheAppointmentToo() {
    desk.window("2025-01-15T19:00", "2025-01-15T21:00");

    assertThat(desk.hears("2025-01-15T23:00 FIRING MISSED_WINDOW HIGH"))
        .containsExactly("23:00 MISSED_WINDOW 1 REQUESTED 2025-01-16T08:00");
  }

  @Test
  void isByTheRecipientsOwnZoneIfTheySaidWhich() {
    // Noon in New York is six in the evening in Paris, four is ten.
    assertThat(
            new Desk()
                .preferring("Europe/Paris")
                .hears("2025-01-15T12:00 FIRING MISSED_WINDOW HIGH"))
        .containsExactly("12:00 MISSED_WINDOW 1 REQUESTED 12:00");
    assertThat(
            new Desk()
                .preferring("Europe/Paris")
                .hears("2025-01-15T16:00 FIRING MISSED_WINDOW HIGH"))
        .containsExactly("16:00 MISSED_WINDOW 1 REQUESTED 2025-01-16T02:00");
  }

  @Test
  void isByTheZoneOfTheRegionOrTheUsualOneWhereNoneIsKnown() {
    // Noon in New York is 22:30 in India; 17:00 is 22:00 UTC.
    assertThat(new Desk().in(null, "P-IN").hears("2025-01-15T12:00 FIRING DROPPED_CONTACT HIGH"))
        .containsExactly("12:00 DROPPED_CONTACT 1 REQUESTED 21:30");
    assertThat(new Desk().in(null, null).hears("2025-01-15T17:00 FIRING DROPPED_CONTACT HIGH"))
        .containsExactly("17:00 DROPPED_CONTACT 1 REQUESTED 2025-01-16T03:00");
  }
}
