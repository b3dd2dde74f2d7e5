package dev.odyssey.notifications.outreach;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Until when messages are of use. All in New York in January. */
@Timeout(60)
class MessageExpiryTest {

  private final Desk desk = new Desk();

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
