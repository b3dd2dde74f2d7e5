package dev.odyssey.streaming;

import static dev.odyssey.streaming.TestEvents.NOON;

import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Severity;
import dev.odyssey.notifications.Alert;
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
    String defectId = "NO_SHOW:" + anchor;
    return new Alert(
        "ALERT:" + defectId,
        revision,
        status,
        Severity.CRITICAL,
        "NO_SHOW",
        "NO_SHOW in BOS",
        "Nobody has come to order o1 at ü",
        "BOS",
        new Alert.Members(1, List.of(defectId)),
        NOON,
        status == AlertStatus.CLEARED ? (Long) (NOON + 60_000) : null,
        NOON + revision,
        status != AlertStatus.UPDATED,
        null,
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
        "CUSTOMER/NO_SHOW:" + anchor,
        revision,
        reason == null ? OutreachStatus.REQUESTED : OutreachStatus.WITHDRAWN,
        reason,
        recipient,
        DefectCode.NO_SHOW,
        Severity.CRITICAL,
        "no-show",
        List.of(MessageChannel.PUSH, MessageChannel.SMS),
        List.of(OutreachOption.RESCHEDULE),
        "o1",
        null,
        "NO_SHOW:" + anchor,
        NOON,
        NOON + 7_200_000,
        NOON + revision,
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
