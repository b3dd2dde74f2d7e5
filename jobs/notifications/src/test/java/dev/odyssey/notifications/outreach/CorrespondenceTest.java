package dev.odyssey.notifications.outreach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.notifications.MessageChannel;
import dev.odyssey.notifications.Outreach;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the rules of messages mean, to the millisecond. All in New York in January. */
@Timeout(60)
class CorrespondenceTest {

  private final Desk desk = new Desk();

  @Nested
  class AtNight {

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

  @Nested
  class WithinTheCap {

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

  @Nested
  class WhenItIsOver {

    @ParameterizedTest
    @ValueSource(strings = {"CLEARED", "RETRACTED"})
    void beforeItsTimeItIsWithdrawn(String step) {
      assertThat(
              desk.hears(
                  "2025-01-15T22:00 FIRING MISSED_WINDOW HIGH",
                  "2025-01-16T07:59:59.999 " + step + " MISSED_WINDOW HIGH"))
          .endsWith("07:59:59.999 MISSED_WINDOW 2 " + step + " 08:00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"08:00", "08:00:00.001"})
    void atItsTimeOrAfterItIsNot(String at) {
      assertThat(
              desk.hears(
                  "2025-01-15T22:00 FIRING MISSED_WINDOW HIGH",
                  "2025-01-16T" + at + " CLEARED MISSED_WINDOW HIGH",
                  "2025-01-16T" + at + " RETRACTED MISSED_WINDOW HIGH"))
          .hasSize(1);
    }

    @Test
    void andComesBackBeforeAnythingWasSentItIsAskedForAgain() {
      assertThat(
              desk.hears(
                  "2025-01-15T22:00 FIRING MISSED_WINDOW HIGH",
                  "2025-01-15T22:10 CLEARED MISSED_WINDOW HIGH",
                  "2025-01-15T22:20 FIRING MISSED_WINDOW HIGH"))
          .endsWith("22:20 MISSED_WINDOW 3 REQUESTED 2025-01-16T08:00");
    }

    @Test
    void andComesBackAfterItWasSentItIsNotSentTwice() {
      assertThat(
              desk.hears(
                  "2025-01-15T10:00 FIRING MISSED_WINDOW HIGH",
                  "2025-01-15T11:00 RETRACTED MISSED_WINDOW HIGH",
                  "2025-01-15T15:00 FIRING MISSED_WINDOW HIGH",
                  "2025-01-15T15:00 CHANGED MISSED_WINDOW CRITICAL"))
          .containsExactly("10:00 MISSED_WINDOW 1 REQUESTED 10:00");
    }

    @Test
    void whatNeverFiredIsNotMentioned() {
      assertThat(
              desk.hears(
                  "2025-01-15T10:00 CHANGED MISSED_WINDOW HIGH",
                  "2025-01-15T10:01 CLEARED MISSED_WINDOW HIGH"))
          .isEmpty();
    }
  }

  @Nested
  class Preferences {

    @Test
    void whoHasOptedOutIsNotWrittenTo() {
      assertThat(
              desk.hears(
                  "2025-01-15T09:00 PREFERS out", "2025-01-15T10:00 FIRING MISSED_WINDOW HIGH"))
          .containsExactly("10:00 MISSED_WINDOW 1 OPTED_OUT 10:00");
    }

    @ParameterizedTest
    @CsvSource({"07:59:59.999, 1", "08:00, 0", "09:00, 0"})
    void whoOptsOutBeforeTheTimeIsNotWrittenTo(String at, int withdrawals) {
      desk.hears("2025-01-15T22:00 FIRING MISSED_WINDOW HIGH");

      assertThat(desk.hears("2025-01-16T" + at + " PREFERS out"))
          .hasSize(withdrawals)
          .allMatch(line -> line.equals(at + " MISSED_WINDOW 2 OPTED_OUT 08:00"));
    }

    @Test
    void whoOptsInAgainIsWrittenToAboutWhatComesThen() {
      assertThat(
              desk.hears(
                  "2025-01-15T10:00 PREFERS out",
                  "2025-01-15T10:10 FIRING MISSED_WINDOW HIGH",
                  "2025-01-15T10:20 PREFERS usual",
                  "2025-01-15T10:30 FIRING UNFILLED HIGH"))
          .containsExactly(
              "10:10 MISSED_WINDOW 1 OPTED_OUT 10:10", "10:30 UNFILLED 1 REQUESTED 10:30");
    }

    @Test
    void aTemplateCanBeRefusedAndWhatGaveWayToItIsSent() {
      assertThat(
              desk.hears(
                  "2025-01-15T22:00 FIRING NO_SHOW CRITICAL",
                  "2025-01-15T22:10 FIRING MISSED_WINDOW HIGH",
                  "2025-01-15T22:20 PREFERS template about-NO_SHOW"))
          .endsWith(
              "22:20 NO_SHOW 2 OPTED_OUT 2025-01-16T08:00",
              "22:20 MISSED_WINDOW 2 REQUESTED 2025-01-16T08:00");
    }

    @Test
    void channelsAreTheUsualOnesOrThoseThatTheyWant() {
      desk.hears(
          "2025-01-15T10:00 FIRING MISSED_WINDOW HIGH",
          "2025-01-15T11:00 PREFERS EMAIL VOICE",
          "2025-01-15T22:00 FIRING UNFILLED HIGH",
          "2025-01-15T22:10 PREFERS SMS",
          "2025-01-15T22:20 PREFERS SMS",
          "2025-01-15T22:30 PREFERS usual");

      assertThat(desk.written())
          .extracting(Outreach::channels)
          .containsExactly(
              List.of(MessageChannel.PUSH, MessageChannel.SMS),
              List.of(MessageChannel.EMAIL, MessageChannel.VOICE),
              List.of(MessageChannel.SMS),
              List.of(MessageChannel.PUSH, MessageChannel.SMS));
      assertThat(desk.written()).extracting(Outreach::revision).containsExactly(1, 1, 2, 3);
    }
  }

  @Nested
  class Suppressed {

    @ParameterizedTest
    @ValueSource(strings = {"HISTORICAL", "INHIBITED", "FEED_SILENT"})
    void isRecordedWithItsReason(String reason) {
      assertThat(desk.hears("2025-01-15T10:00 FIRING MISSED_WINDOW HIGH " + reason))
          .containsExactly("10:00 MISSED_WINDOW 1 " + reason + " 10:00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"INHIBITED", "FEED_SILENT"})
    void isAskedForWhenNothingStandsAgainstItAnyMore(String reason) {
      assertThat(
              desk.hears(
                  "2025-01-15T10:00 FIRING MISSED_WINDOW HIGH " + reason,
                  "2025-01-15T10:30 CHANGED MISSED_WINDOW HIGH " + reason,
                  "2025-01-15T11:00 CHANGED MISSED_WINDOW HIGH"))
          .containsExactly(
              "10:00 MISSED_WINDOW 1 " + reason + " 10:00",
              "11:00 MISSED_WINDOW 2 REQUESTED 11:00");
    }

    @Test
    void historyNeverBecomesNews() {
      assertThat(
              desk.hears(
                  "2025-01-15T10:00 FIRING MISSED_WINDOW HIGH HISTORICAL",
                  "2025-01-15T11:00 CHANGED MISSED_WINDOW HIGH"))
          .containsExactly("10:00 MISSED_WINDOW 1 HISTORICAL 10:00");
    }

    @Test
    void beforeItsTimeItIsWithdrawnAndAskedForAgain() {
      assertThat(
              desk.hears(
                  "2025-01-15T22:00 FIRING MISSED_WINDOW HIGH",
                  "2025-01-15T22:10 CHANGED MISSED_WINDOW HIGH FEED_SILENT",
                  "2025-01-15T22:40 CHANGED MISSED_WINDOW HIGH"))
          .containsExactly(
              "22:00 MISSED_WINDOW 1 REQUESTED 2025-01-16T08:00",
              "22:10 MISSED_WINDOW 2 FEED_SILENT 2025-01-16T08:00",
              "22:40 MISSED_WINDOW 3 REQUESTED 2025-01-16T08:00");
    }

    @Test
    void afterItsTimeNothingTakesItBackOrSendsItAgain() {
      assertThat(
              desk.hears(
                  "2025-01-15T10:00 FIRING MISSED_WINDOW HIGH",
                  "2025-01-15T10:10 CHANGED MISSED_WINDOW HIGH INHIBITED",
                  "2025-01-15T10:20 CHANGED MISSED_WINDOW HIGH"))
          .hasSize(1);
    }

    @Test
    void isCappedWhenItIsFreeIfAnotherHasJustGoneOut() {
      assertThat(
              desk.hears(
                  "2025-01-15T10:00 FIRING MISSED_WINDOW HIGH INHIBITED",
                  "2025-01-15T10:00 FIRING NO_SHOW CRITICAL",
                  "2025-01-15T10:20 CHANGED MISSED_WINDOW HIGH"))
          .endsWith("10:20 MISSED_WINDOW 2 CAPPED 10:20");
    }

    @Test
    void isNotAskedForWhenItIsOver() {
      assertThat(
              desk.hears(
                  "2025-01-15T10:00 FIRING MISSED_WINDOW HIGH FEED_SILENT",
                  "2025-01-15T10:20 CLEARED MISSED_WINDOW HIGH",
                  "2025-01-15T10:30 CHANGED MISSED_WINDOW HIGH"))
          .hasSize(1);
    }
  }

  @Nested
  class Expiry {

    @Test
    void isSoLongAfterTheTimeThatItMayBeSentAt() {
      desk.validFor("PT3H").hears("2025-01-15T22:00 FIRING MISSED_WINDOW HIGH");

      assertThat(desk.written().get(0).expiresAt()).isEqualTo(Desk.instant("2025-01-16T11:00"));
    }

    @ParameterizedTest
    @CsvSource({
      "2025-01-16T08:00, EXPIRED",
      "2025-01-16T08:00:00.001, REQUESTED",
    })
    void isNoLaterThanTheEndOfTheWindow(String windowEnd, String expected) {
      desk.untilWindow().window("2025-01-16T07:00", windowEnd);

      assertThat(desk.hears("2025-01-15T22:00 FIRING UNCONFIRMED WARNING"))
          .containsExactly("22:00 UNCONFIRMED 1 " + expected + " 2025-01-16T08:00");
      assertThat(desk.written().get(0).expiresAt()).isEqualTo(Desk.instant(windowEnd));
    }

    @Test
    void isOfNoConcernToWhatIsNotAboutTheWindow() {
      desk.window("2025-01-15T07:00", "2025-01-15T09:00");

      assertThat(desk.hears("2025-01-15T10:00 FIRING MISSED_WINDOW HIGH"))
          .containsExactly("10:00 MISSED_WINDOW 1 REQUESTED 10:00");
    }
  }

  @Nested
  class AfterAnOutage {

    @Test
    void quietHoursAreThoseOfNow() {
      desk.deciding("2025-01-15T23:00");

      assertThat(desk.hears("2025-01-15T10:00 FIRING MISSED_WINDOW HIGH"))
          .containsExactly("10:00 MISSED_WINDOW 1 REQUESTED 2025-01-16T08:00");
    }

    @Test
    void whatWasSettledMeanwhileIsNotSent() {
      desk.deciding("2025-01-15T12:00");

      assertThat(
              desk.hears(
                  "2025-01-15T10:00 FIRING MISSED_WINDOW HIGH",
                  "2025-01-15T10:30 CLEARED MISSED_WINDOW HIGH"))
          .containsExactly(
              "10:00 MISSED_WINDOW 1 REQUESTED 12:00", "10:30 MISSED_WINDOW 2 CLEARED 12:00");
    }

    @Test
    void twoThatWouldHaveBeenFarApartAreNot() {
      desk.deciding("2025-01-15T18:00");

      assertThat(
              desk.hears(
                  "2025-01-15T10:00 FIRING MISSED_WINDOW HIGH",
                  "2025-01-15T14:00 FIRING NO_SHOW CRITICAL"))
          .containsExactly(
              "10:00 MISSED_WINDOW 1 REQUESTED 18:00",
              "14:00 MISSED_WINDOW 2 SUPERSEDED 18:00",
              "14:00 NO_SHOW 1 REQUESTED 18:00");
    }

    @Test
    void whatIsOfNoMoreUseHasExpired() {
      desk.deciding("2025-01-15T12:00")
          .untilWindow()
          .window("2025-01-15T09:00", "2025-01-15T11:00");

      assertThat(desk.hears("2025-01-15T08:00 FIRING UNCONFIRMED WARNING"))
          .containsExactly("08:00 UNCONFIRMED 1 EXPIRED 12:00");
    }

    @ParameterizedTest
    @CsvSource({"10:01, 10:00", "10:01:00.001, 10:01:00.001"})
    void theUsualLagIsNone(String decidedAt, String sendAfter) {
      desk.deciding("2025-01-15T" + decidedAt);

      assertThat(desk.hears("2025-01-15T10:00 FIRING MISSED_WINDOW HIGH"))
          .containsExactly("10:00 MISSED_WINDOW 1 REQUESTED " + sendAfter);
    }
  }

  @Test
  void whoIsNotKnownIsNotWrittenTo() {
    assertThat(
            desk.nobody()
                .hears(
                    "2025-01-15T10:00 FIRING MISSED_WINDOW HIGH",
                    "2025-01-15T10:10 CHANGED MISSED_WINDOW HIGH",
                    "2025-01-15T10:20 CLEARED MISSED_WINDOW HIGH"))
        .containsExactly("10:00 MISSED_WINDOW 1 NO_RECIPIENT 10:00");
    assertThat(desk.written().get(0).recipient()).isNull();
  }
}
