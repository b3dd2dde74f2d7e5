package dev.odyssey.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.defects.Severity;
import dev.odyssey.notifications.Alert;
import dev.odyssey.notifications.AlertKind;
import dev.odyssey.notifications.AlertReason;
import dev.odyssey.notifications.AlertStatus;
import dev.odyssey.notifications.Outreach;
import dev.odyssey.notifications.OutreachOption;
import dev.odyssey.notifications.OutreachOutcome;
import dev.odyssey.notifications.OutreachOutcome.Status;
import org.junit.jupiter.api.Test;

class NotificationLineTest {

  private static final Outreach MESSAGE = DemoSenderTest.message("o-1", null);

  @Test
  void anAlertSaysWhatIsWrong() {
    assertThat(NotificationLine.of(alert(AlertStatus.FIRING), false))
        .isEqualTo("1970-01-01 00:00:05  ALERT     CRITICAL FEED                 since noon");
  }

  @Test
  void anAlertThatIsOverIsShort() {
    assertThat(NotificationLine.of(alert(AlertStatus.CLEARED), false))
        .isEqualTo("1970-01-01 00:00:05  ALL CLEAR CRITICAL FEED                 Nothing heard");
  }

  @Test
  void aMessageSaysWhatCanBeDone() {
    assertThat(NotificationLine.ofSent(MESSAGE, 1_000, false))
        .isEqualTo(
            "1970-01-01 00:00:01  MESSAGE   HIGH     MISSED_WINDOW        To the customer of order o-1: RESCHEDULE, CANCEL?");
  }

  @Test
  void anAnswerSaysWhatWasChosen() {
    OutreachOutcome cancel =
        new OutreachOutcome(
            MESSAGE.outreachId(), Status.ACTED, 2_000, OutreachOption.CANCEL, null, null);

    assertThat(NotificationLine.ofAnswer(cancel, MESSAGE, true))
        .endsWith("The customer of order o-1 chose CANCEL\u001b[0m");
  }

  private static Alert alert(AlertStatus status) {
    return new Alert(
        "FEED:orders:boston",
        AlertKind.FEED,
        1,
        status,
        Severity.CRITICAL,
        "Nothing heard",
        "since noon",
        "boston",
        Alert.Members.NONE,
        1,
        null,
        5_000,
        true,
        AlertReason.FIRST,
        null,
        null,
        false,
        "operations",
        null);
  }
}
