package dev.odyssey.notifications.outreach;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is sent of what fired while the job was down. All in New York in January. */
@Timeout(60)
class MessagesAfterAnOutageTest {

  private final Desk desk = new Desk();

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
    desk.deciding("2025-01-15T12:00").untilWindow().window("2025-01-15T09:00", "2025-01-15T11:00");

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
