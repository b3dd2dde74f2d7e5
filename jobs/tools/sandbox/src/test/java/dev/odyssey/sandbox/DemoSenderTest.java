package dev.odyssey.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.defects.Severity;
import dev.odyssey.notifications.MessageChannel;
import dev.odyssey.notifications.Outreach;
import dev.odyssey.notifications.OutreachOption;
import dev.odyssey.notifications.OutreachOutcome;
import dev.odyssey.notifications.OutreachOutcome.Status;
import dev.odyssey.notifications.OutreachStatus;
import dev.odyssey.notifications.Recipient;
import dev.odyssey.notifications.WithdrawalReason;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoSenderTest {

  private static final List<OutreachOption> OFFERED =
      List.of(OutreachOption.RESCHEDULE, OutreachOption.CANCEL);

  private final DemoSender sender = new DemoSender();

  @Test
  void whatIsNotDueIsNotSent() {
    sender.accept(message("o-1", null), 0);

    assertThat(sender.until(999)).isEmpty();
    assertThat(sender.until(1_000))
        .extracting(OutreachOutcome::status)
        .containsExactly(Status.SENT);
  }

  @Test
  void whatIsWithdrawnInTimeIsNotSent() {
    sender.accept(message("o-1", null), 0);
    sender.accept(message("o-1", WithdrawalReason.CLEARED), 500);

    assertThat(sender.until(100_000)).isEmpty();
  }

  @Test
  void whatComesTooLateIsNotSent() {
    sender.accept(message("o-1", null), 50_000);

    assertThat(sender.until(100_000)).isEmpty();
  }

  @Test
  void mostArriveAFewFailAndSomeChooseWhatTheyWereOffered() {
    Map<Status, Integer> counts = new EnumMap<>(Status.class);
    for (int i = 0; i < 1_000; i++) {
      sender.accept(message("o-" + i, null), 0);
    }
    for (OutreachOutcome outcome : sender.until(100_000)) {
      counts.merge(outcome.status(), 1, Integer::sum);
      assertThat(outcome.option() != null).isEqualTo(outcome.status() == Status.ACTED);
      assertThat(outcome.option() == null || OFFERED.contains(outcome.option())).isTrue();
    }

    assertThat(counts.get(Status.SENT)).isEqualTo(1_000);
    assertThat(counts.get(Status.DELIVERED) + counts.get(Status.FAILED)).isEqualTo(1_000);
    assertThat(counts.get(Status.FAILED)).isBetween(10, 120);
    assertThat(counts.get(Status.ACTED)).isBetween(350, 700);
  }

  static Outreach message(String order, WithdrawalReason reason) {
    return new Outreach(
        "CUSTOMER:c-1/apologize-for-delay/MISSED_WINDOW:" + order + ":e-1",
        reason == null ? 1 : 2,
        reason == null ? OutreachStatus.REQUESTED : OutreachStatus.WITHDRAWN,
        reason,
        new Recipient(Recipient.Kind.CUSTOMER, "c-1"),
        "MISSED_WINDOW",
        Severity.HIGH,
        "apologize-for-delay",
        List.of(MessageChannel.PUSH),
        OFFERED,
        "ORDER:" + order,
        order,
        null,
        "MISSED_WINDOW:" + order + ":e-1",
        1_000,
        40_000,
        0,
        false,
        Map.of());
  }
}
