package dev.odyssey.sandbox;

import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.DefectStatus;
import dev.odyssey.defects.Finding;
import dev.odyssey.defects.Severity;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** A defect's change as one line for a terminal. */
final class DefectLine {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final String PLAIN = "\u001b[0m";
  private static final String BOLD_RED = "\u001b[1;31m";
  private static final String RED = "\u001b[31m";
  private static final String YELLOW = "\u001b[33m";
  private static final String GREEN = "\u001b[32m";
  private static final String GREY = "\u001b[90m";

  /**
   * Time (UTC: when it became a defect, or was settled), status, severity, code, and the summary.
   *
   * @param coloured whether the line says by colour too how bad it is
   */
  static String of(DefectChange change, boolean coloured) {
    Finding finding = change.finding();
    String line =
        "%s  %-9s %-8s %-20s %s"
            .formatted(
                TIME.format(Instant.ofEpochMilli(time(change))),
                change.status(),
                finding.severity(),
                finding.code(),
                finding.summary());
    return coloured ? colour(change.status(), finding.severity()) + line + PLAIN : line;
  }

  private static long time(DefectChange change) {
    Finding finding = change.finding();
    return change.status() == DefectStatus.CLEARED && finding.isCleared()
        ? finding.clearedAt()
        : finding.raisedAt();
  }

  private static String colour(DefectStatus status, Severity severity) {
    return switch (status) {
      case CLEARED -> GREEN;
      case RETRACTED -> GREY;
      case RAISED ->
          switch (severity) {
            case CRITICAL -> BOLD_RED;
            case HIGH -> RED;
            case WARNING -> YELLOW;
            case INFO -> GREY;
          };
    };
  }

  private DefectLine() {}
}
