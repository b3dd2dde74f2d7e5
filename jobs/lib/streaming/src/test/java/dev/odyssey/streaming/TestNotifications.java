package dev.odyssey.streaming;

import static dev.odyssey.streaming.TestEvents.NOON;

import dev.odyssey.defects.Severity;
import dev.odyssey.notifications.Alert;
import dev.odyssey.notifications.AlertKind;
import dev.odyssey.notifications.AlertReason;
import dev.odyssey.notifications.AlertStatus;
import dev.odyssey.notifications.MessageChannel;
import dev.odyssey.notifications.Outreach;
import dev.odyssey.notifications.OutreachOption;
import dev.odyssey.notifications.OutreachStatus;
import dev.odyssey.notifications.Recipient;
import dev.odyssey.notifications.Silence;
import dev.odyssey.notifications.Silence.Comparison;
import dev.odyssey.notifications.Silence.Matcher;
import dev.odyssey.notifications.WithdrawalReason;
import java.util.List;
import java.util.Map;

/** Alerts and messages about the no-show of an order, and a silence, to test with. */
public final class TestNotifications {

  public static Alert alert(String anchor, int revision, AlertStatus status) {
    boolean notifies = status != AlertStatus.UPDATED;
    return new Alert(
        "CASES:operations:" + anchor,
        AlertKind.CASES,
        revision,
        status,
        Severity.CRITICAL,
        "NO_SHOW in BOS",
        "Nobody has come to order o1 at ü",
        "BOS",
        new Alert.Members(1, List.of("ORDER:o1")),
        NOON,
        status == AlertStatus.CLEARED ? (Long) (NOON + 60_000) : null,
        NOON + revision,
        notifies,
        notifies ? AlertReason.FIRST : null,
        null,
        null,
        false,
        "operations",
        "https://runbooks.example/no-show");
  }

  public static Outreach requested(String anchor, int revision) {
    return outreach(anchor, revision, new Recipient(Recipient.Kind.CUSTOMER, "c1"), null);
  }

  public static Outreach withdrawn(
      String anchor, int revision, Recipient recipient, WithdrawalReason reason) {
    return outreach(anchor, revision, recipient, reason);
  }

  private static Outreach outreach(
      String anchor, int revision, Recipient recipient, WithdrawalReason reason) {
    return new Outreach(
        "CUSTOMER:c1/no-show/NO_SHOW:" + anchor,
        revision,
        reason == null ? OutreachStatus.REQUESTED : OutreachStatus.WITHDRAWN,
        reason,
        recipient,
        "NO_SHOW",
        Severity.CRITICAL,
        "no-show",
        List.of(MessageChannel.PUSH, MessageChannel.SMS),
        List.of(OutreachOption.RESCHEDULE),
        "ORDER:o1",
        "o1",
        null,
        "NO_SHOW:" + anchor,
        NOON,
        NOON + 7_200_000,
        NOON + revision,
        false,
        Map.of("orderId", "o1", "region", "BOS"));
  }

  public static Silence silence(String id) {
    return new Silence(
        id,
        List.of(new Matcher("region", Comparison.EQUALS, "BOS")),
        NOON,
        NOON + 3_600_000,
        "maintenance",
        "op-7");
  }

  private TestNotifications() {}
}
