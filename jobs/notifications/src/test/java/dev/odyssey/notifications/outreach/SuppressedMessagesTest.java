package dev.odyssey.notifications.outreach;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is recorded, and not sent for now. All in New York in January. */
@Timeout(60)
class SuppressedMessagesTest {

  private final Desk desk = new Desk();

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
            "10:00 MISSED_WINDOW 1 " + reason + " 10:00", "11:00 MISSED_WINDOW 2 REQUESTED 11:00");
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
