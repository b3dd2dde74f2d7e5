package dev.odyssey.sandbox;

import dev.odyssey.defects.Severity;
import dev.odyssey.notifications.Alert;
import dev.odyssey.notifications.AlertStatus;
import dev.odyssey.notifications.Outreach;
import dev.odyssey.notifications.OutreachOption;
import dev.odyssey.notifications.OutreachOutcome;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;

/** An alert or a message as one line for a terminal, in the columns of {@link DefectLine}. */
final class NotificationLine {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final String PLAIN = "\u001b[0m";
  private static final String BOLD_MAGENTA = "\u001b[1;35m";
  private static final String CYAN = "\u001b[36m";

  /** When it was decided, what it is, and what it says. */
  static String of(Alert alert, boolean coloured) {
    boolean isOver = alert.status() == AlertStatus.CLEARED;
    return line(
        alert.detectedAt(),
        isOver ? "ALL CLEAR" : "ALERT",
        alert.severity(),
        alert.kind().name(),
        isOver ? alert.title() : alert.summary(),
        coloured ? BOLD_MAGENTA : null);
  }

  /** When it is sent, to whom, and what they can do. */
  static String ofSent(Outreach message, long at, boolean coloured) {
    return line(
        at,
        "MESSAGE",
        message.severity(),
        message.code(),
        "To the %s of %s: %s?"
            .formatted(
                who(message),
                about(message),
                message.options().stream()
                    .map(OutreachOption::name)
                    .collect(Collectors.joining(", "))),
        coloured ? CYAN : null);
  }

  /** When the recipient chose, and what. */
  static String ofAnswer(OutreachOutcome outcome, Outreach message, boolean coloured) {
    return line(
        outcome.at(),
        "ANSWER",
        message.severity(),
        message.code(),
        "The %s of %s chose %s".formatted(who(message), about(message), outcome.option()),
        coloured ? CYAN : null);
  }

  private static String who(Outreach message) {
    return message.recipient().kind().name().toLowerCase(Locale.ROOT);
  }

  private static String about(Outreach message) {
    return message.orderId() != null
        ? "order " + message.orderId()
        : "contact " + message.contactId();
  }

  private static String line(
      long at, String what, Severity severity, String code, String words, String colour) {
    String line =
        "%s  %-9s %-8s %-20s %s"
            .formatted(TIME.format(Instant.ofEpochMilli(at)), what, severity, code, words);
    return colour == null ? line : colour + line + PLAIN;
  }

  private NotificationLine() {}
}
