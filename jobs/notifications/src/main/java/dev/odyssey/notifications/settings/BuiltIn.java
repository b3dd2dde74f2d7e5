package dev.odyssey.notifications.settings;

import static dev.odyssey.notifications.Recipient.Kind.CUSTOMER;
import static dev.odyssey.notifications.Recipient.Kind.PROVIDER;

import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Severity;
import dev.odyssey.notifications.Alert;
import dev.odyssey.notifications.MessageChannel;
import dev.odyssey.notifications.OutreachOption;
import dev.odyssey.notifications.Recipient;
import dev.odyssey.notifications.settings.AlertSettings.Route;
import dev.odyssey.notifications.settings.AlertSettings.Storm;
import dev.odyssey.notifications.settings.OutreachSettings.Play;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What holds where no file says otherwise. */
final class BuiltIn {

  static final NotificationSettings SETTINGS =
      new NotificationSettings(alerts(), feeds(), outreach());

  private static AlertSettings alerts() {
    return new AlertSettings(
        Map.of(
            Severity.CRITICAL, Duration.ZERO,
            Severity.HIGH, Duration.ofMinutes(1),
            Severity.WARNING, Duration.ofMinutes(5)),
        Duration.ofHours(6),
        List.of(
            DefectCode.NO_SHOW,
            DefectCode.MISSED_WINDOW,
            DefectCode.LATE_DEPARTURE,
            DefectCode.UNCONFIRMED),
        new Storm(25, Duration.ofMinutes(10), Duration.ofMinutes(1)),
        List.of(
            new Route(
                "data-quality", List.of("BACKDATED_PROMISE", "SKIPPED_SCAN"), List.of(), List.of()),
            new Route(
                "customer-service",
                List.of(
                    "REPEAT_CONTACT",
                    "TRANSFER_CHAIN",
                    "DROPPED_CONTACT",
                    "ABANDONED_CONTACT",
                    "SLOW_RESOLUTION",
                    "NOT_SOLVED"),
                List.of(),
                List.of()),
            new Route("operations-urgent", List.of(), List.of(Severity.CRITICAL), List.of()),
            new Route("operations", List.of(), List.of(), List.of())),
        runbooks(
            "MISSED_WINDOW",
            "NO_SHOW",
            "UNFILLED",
            "STALLED_START",
            "STALLED_COMPLETION",
            "STALLED_PAUSE",
            "RESCHEDULE_CHURN",
            "LATE_CANCEL",
            "REWORK",
            Alert.FEED_SILENT));
  }

  private static Map<String, String> runbooks(String... codes) {
    Map<String, String> runbooks = new LinkedHashMap<>();
    for (String code : codes) {
      runbooks.put(code, "runbooks/" + code + ".md");
    }
    return runbooks;
  }

  private static FeedSettings feeds() {
    return new FeedSettings(
        Duration.ofDays(1),
        Duration.ofHours(1),
        3,
        Duration.ofMinutes(10),
        20,
        5,
        Duration.ofMinutes(15));
  }

  private static OutreachSettings outreach() {
    return new OutreachSettings(
        LocalTime.of(21, 0),
        LocalTime.of(8, 0),
        Duration.ofHours(2),
        Map.of(
            "US-AZ", ZoneId.of("America/Phoenix"),
            "US-CA", ZoneId.of("America/Los_Angeles"),
            "US-IL", ZoneId.of("America/Chicago"),
            "US-NY", ZoneId.of("America/New_York"),
            "US-TX", ZoneId.of("America/Chicago"),
            "US-WA", ZoneId.of("America/Los_Angeles")),
        ZoneId.of("UTC"),
        Map.of(
            CUSTOMER, List.of(MessageChannel.PUSH, MessageChannel.SMS, MessageChannel.EMAIL),
            PROVIDER, List.of(MessageChannel.PUSH, MessageChannel.SMS)),
        playbook());
  }

  private static Map<String, List<Play>> playbook() {
    Map<String, List<Play>> plays = new LinkedHashMap<>();
    plays.put(
        DefectCode.UNSCHEDULED,
        List.of(
            play(CUSTOMER, "offer-times", 48, OutreachOption.RESCHEDULE, OutreachOption.CANCEL)));
    plays.put(
        DefectCode.UNFILLED,
        List.of(
            untilWindow(
                CUSTOMER,
                "offer-alternatives",
                24,
                OutreachOption.ALTERNATIVE_PROVIDER,
                OutreachOption.RESCHEDULE)));
    plays.put(
        DefectCode.UNCONFIRMED,
        List.of(
            untilWindow(
                PROVIDER,
                "ask-to-confirm",
                24,
                OutreachOption.CONFIRM,
                OutreachOption.RESCHEDULE)));
    plays.put(
        DefectCode.LATE_DEPARTURE,
        List.of(
            untilWindow(
                PROVIDER, "ask-for-eta", 1, OutreachOption.UPDATE_ETA, OutreachOption.RESCHEDULE)));
    plays.put(
        DefectCode.MISSED_WINDOW,
        List.of(
            play(
                CUSTOMER,
                "apologize-for-delay",
                4,
                OutreachOption.RESCHEDULE,
                OutreachOption.CANCEL,
                OutreachOption.ALTERNATIVE_PROVIDER),
            play(
                PROVIDER,
                "nudge-to-arrive",
                2,
                OutreachOption.UPDATE_ETA,
                OutreachOption.RESCHEDULE)));
    plays.put(
        DefectCode.NO_SHOW,
        List.of(
            play(
                CUSTOMER,
                "apologize-for-no-show",
                24,
                OutreachOption.RESCHEDULE,
                OutreachOption.CANCEL,
                OutreachOption.ALTERNATIVE_PROVIDER),
            play(
                PROVIDER,
                "nudge-after-no-show",
                4,
                OutreachOption.UPDATE_ETA,
                OutreachOption.RESCHEDULE)));
    plays.put(
        DefectCode.STALLED_START,
        List.of(
            play(
                PROVIDER,
                "ask-to-start",
                2,
                OutreachOption.UPDATE_ETA,
                OutreachOption.RESCHEDULE)));
    plays.put(
        DefectCode.STALLED_COMPLETION,
        List.of(
            play(
                PROVIDER,
                "ask-to-complete",
                4,
                OutreachOption.UPDATE_ETA,
                OutreachOption.RESCHEDULE)));
    plays.put(
        DefectCode.STALLED_PAUSE,
        List.of(
            play(
                PROVIDER,
                "ask-to-resume",
                24,
                OutreachOption.UPDATE_ETA,
                OutreachOption.RESCHEDULE)));
    plays.put(
        DefectCode.STALLED_CLAIM,
        List.of(play(PROVIDER, "ask-about-claim", 48, OutreachOption.CALL_ME)));
    plays.put(
        DefectCode.DROPPED_CONTACT,
        List.of(play(CUSTOMER, "offer-a-call-back", 12, OutreachOption.CALL_ME)));
    plays.put(
        DefectCode.ABANDONED_CONTACT,
        List.of(play(CUSTOMER, "offer-a-call-back", 12, OutreachOption.CALL_ME)));
    plays.put(
        DefectCode.NOT_SOLVED, List.of(play(CUSTOMER, "offer-a-call", 24, OutreachOption.CALL_ME)));
    return plays;
  }

  private static Play play(
      Recipient.Kind to, String template, int hours, OutreachOption... options) {
    return new Play(to, template, List.of(options), Duration.ofHours(hours), false);
  }

  private static Play untilWindow(
      Recipient.Kind to, String template, int hours, OutreachOption... options) {
    return new Play(to, template, List.of(options), Duration.ofHours(hours), true);
  }

  private BuiltIn() {}
}
