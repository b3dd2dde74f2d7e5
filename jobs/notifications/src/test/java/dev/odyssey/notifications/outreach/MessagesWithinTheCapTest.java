package dev.odyssey.notifications.outreach;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of several messages about an order goes out. All in New York in January. */
@Timeout(60)
class MessagesWithinTheCapTest {

  private final Desk desk = new Desk();

  @ParameterizedTest
  @CsvSource({
    "11:59:59.999, CAPPED",
    "12:00, REQUESTED",
  })
  void oneIsEnoughForTwoHours(String second, String expected) {
    assertThat(
            desk.hears(
                "2025-01-15T10:00 FIRING MISSED_WINDOW HIGH",
                "2025-01-15T" + second + " FIRING UNFILLED HIGH"))
        .containsExactly(
            "10:00 MISSED_WINDOW 1 REQUESTED 10:00",
            second + " UNFILLED 1 " + expected + " " + second);
  }

  @ParameterizedTest
  @CsvSource({
    "WARNING, CAPPED",
    "HIGH, CAPPED",
    "CRITICAL, REQUESTED",
  })
  void onlyAMoreSevereOneGoesToo(String severity, String expected) {
    assertThat(
            desk.hears(
                "2025-01-15T10:00 FIRING MISSED_WINDOW HIGH",
                "2025-01-15T11:00 FIRING NO_SHOW " + severity))
        .as("the earlier one has gone out")
        .containsExactly(
            "10:00 MISSED_WINDOW 1 REQUESTED 10:00", "11:00 NO_SHOW 1 " + expected + " 11:00");
  }

  @Test
  void aMoreSevereOneTakesThePlaceOfOneThatIsNotDueYet() {
    assertThat(
            desk.hears(
                "2025-01-15T22:00 FIRING MISSED_WINDOW HIGH",
                "2025-01-15T23:00 FIRING NO_SHOW CRITICAL"))
        .containsExactly(
            "22:00 MISSED_WINDOW 1 REQUESTED 2025-01-16T08:00",
            "23:00 MISSED_WINDOW 2 SUPERSEDED 2025-01-16T08:00",
            "23:00 NO_SHOW 1 REQUESTED 2025-01-16T08:00");
  }

  @Test
  void aMoreSevereOneThatGoesOutBeforeTakesItToo() {
    desk.window("2025-01-16T06:00", "2025-01-16T06:30");
    assertThat(
            desk.hears(
                "2025-01-15T22:00 FIRING UNCONFIRMED WARNING",
                "2025-01-16T06:30 FIRING NO_SHOW CRITICAL"))
        .containsExactly(
            "22:00 UNCONFIRMED 1 REQUESTED 2025-01-16T08:00",
            "06:30 UNCONFIRMED 2 SUPERSEDED 08:00",
            "06:30 NO_SHOW 1 REQUESTED 06:30");
  }

  @Test
  void twoHoursBeforeIsFarEnough() {
    desk.window("2025-01-16T06:00", "2025-01-16T06:00");
    assertThat(
            desk.hears(
                "2025-01-15T22:00 FIRING UNCONFIRMED WARNING",
                "2025-01-16T06:00 FIRING NO_SHOW CRITICAL"))
        .containsExactly(
            "22:00 UNCONFIRMED 1 REQUESTED 2025-01-16T08:00", "06:00 NO_SHOW 1 REQUESTED 06:00");
  }

  @Test
  void whatWasSupersededGoesOutAfterAllIfTheOtherIsOver() {
    assertThat(
            desk.hears(
                "2025-01-15T22:00 FIRING MISSED_WINDOW HIGH",
                "2025-01-15T23:00 FIRING NO_SHOW CRITICAL",
                "2025-01-15T23:30 CLEARED NO_SHOW CRITICAL"))
        .endsWith(
            "23:30 NO_SHOW 2 CLEARED 2025-01-16T08:00",
            "23:30 MISSED_WINDOW 3 REQUESTED 2025-01-16T08:00");
  }

  @Test
  void theMostSevereOfThoseThatWereCappedTakesThePlace() {
    assertThat(
            desk.hears(
                "2025-01-15T22:00 FIRING NO_SHOW CRITICAL",
                "2025-01-15T22:10 FIRING UNCONFIRMED WARNING",
                "2025-01-15T22:20 FIRING UNFILLED HIGH",
                "2025-01-15T22:30 FIRING MISSED_WINDOW HIGH",
                "2025-01-15T23:00 RETRACTED NO_SHOW CRITICAL"))
        .endsWith(
            "23:00 NO_SHOW 2 RETRACTED 2025-01-16T08:00",
            "23:00 UNFILLED 2 REQUESTED 2025-01-16T08:00");
  }

  @Test
  void whatIsOverTakesNoPlace() {
    assertThat(
            desk.hears(
                "2025-01-15T22:00 FIRING NO_SHOW CRITICAL",
                "2025-01-15T22:10 FIRING MISSED_WINDOW HIGH",
                "2025-01-15T22:20 CLEARED MISSED_WINDOW HIGH",
                "2025-01-15T23:00 CLEARED NO_SHOW CRITICAL"))
        .containsExactly(
            "22:00 NO_SHOW 1 REQUESTED 2025-01-16T08:00",
            "22:10 MISSED_WINDOW 1 CAPPED 2025-01-16T08:00",
            "23:00 NO_SHOW 2 CLEARED 2025-01-16T08:00");
  }

  @Test
  void whatHasGoneOutKeepsItsPlaceWhenItIsOver() {
    assertThat(
            desk.hears(
                "2025-01-15T10:00 FIRING MISSED_WINDOW HIGH",
                "2025-01-15T10:10 FIRING UNFILLED HIGH",
                "2025-01-15T10:20 CLEARED MISSED_WINDOW HIGH"))
        .hasSize(2);
  }
}
