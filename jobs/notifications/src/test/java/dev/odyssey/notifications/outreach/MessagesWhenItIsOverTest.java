package dev.odyssey.notifications.outreach;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not sent because it is settled. All in New York in January. */
@Timeout(60)
class MessagesWhenItIsOverTest {

  private final Desk desk = new Desk();

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

  /** As it does for whom it concerns after all, when the feed falls silent next. */
  @Test
  void whatFiresWhileItLastsHasChanged() {
    assertThat(
            desk.hears(
                "2025-01-15T22:00 FIRING MISSED_WINDOW HIGH",
                "2025-01-15T22:10 FIRING MISSED_WINDOW HIGH FEED_SILENT",
                "2025-01-15T22:20 FIRING MISSED_WINDOW HIGH"))
        .containsExactly(
            "22:00 MISSED_WINDOW 1 REQUESTED 2025-01-16T08:00",
            "22:10 MISSED_WINDOW 2 FEED_SILENT 2025-01-16T08:00",
            "22:20 MISSED_WINDOW 3 REQUESTED 2025-01-16T08:00");
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
