package dev.odyssey.notifications.outreach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.notifications.MessageChannel;
import dev.odyssey.notifications.Outreach;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is sent to whom as they want it. All in New York in January. */
@Timeout(60)
class MessagesByPreferenceTest {

  private final Desk desk = new Desk();

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
