package dev.odyssey.sandbox;

import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.DefectStatus;
import dev.odyssey.defects.Finding;
import dev.odyssey.notifications.Alert;
import dev.odyssey.notifications.AlertKind;
import dev.odyssey.notifications.AlertStatus;
import dev.odyssey.notifications.Outreach;
import dev.odyssey.notifications.OutreachStatus;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether an outage misled anybody, by what is on the topics and nothing else: which defects were
 * raised because events were missing and not because things were, and who was told of them.
 */
final class OutageCheck {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

  private final Outage outage;
  private final Map<String, DefectChange> raised = new HashMap<>();
  private final Set<String> notified = new HashSet<>();
  private final Set<String> requested = new HashSet<>();
  private final List<Alert> silence = new ArrayList<>();

  OutageCheck(Outage outage) {
    this.outage = outage;
  }

  void see(DefectChange change) {
    if (raised.containsKey(change.defectId())) {
      raised.merge(
          change.defectId(),
          change,
          (known, next) -> next.revision() > known.revision() ? next : known);
    } else if (change.status() == DefectStatus.RAISED
        && outage.covers(change.detectedAt())
        && isAbsenceOfRegion(change.finding())) {
      raised.put(change.defectId(), change);
    }
  }

  private boolean isAbsenceOfRegion(Finding finding) {
    return finding.missing() != null
        && finding.contactId() == null
        && outage.region().equals(finding.region());
  }

  void see(Alert alert) {
    if (alert.kind() == AlertKind.FEED) {
      if (alert.region() == null || outage.region().equals(alert.region())) {
        silence.add(alert);
      }
    } else if (alert.notifies() && alert.status() != AlertStatus.CLEARED) {
      notified.addAll(alert.members().ids());
    }
  }

  void see(Outreach message) {
    if (message.status() == OutreachStatus.REQUESTED) {
      requested.add(message.defectId());
    }
  }

  /** How many absences of the region were raised while nothing was heard of it. */
  long raised() {
    return raised.size();
  }

  /** How many of these turned out to be none. */
  long takenBack() {
    return takenBack(raised.keySet());
  }

  /** For how many of those that turned out to be none somebody of operations was interrupted. */
  long falselyNotified() {
    return raised.values().stream()
        .filter(change -> change.status() == DefectStatus.RETRACTED)
        .filter(change -> notified.contains("ORDER:" + change.finding().orderId()))
        .count();
  }

  /** For how many of those that turned out to be none somebody was written to. */
  long falselyRequested() {
    return takenBack(requested);
  }

  private long takenBack(Set<String> of) {
    return raised.values().stream()
        .filter(change -> change.status() == DefectStatus.RETRACTED)
        .filter(change -> of.contains(change.defectId()))
        .count();
  }

  /** When the alerts that say why were fired. */
  List<Long> explained() {
    return silence.stream()
        .filter(alert -> alert.status() == AlertStatus.FIRING)
        .map(Alert::detectedAt)
        .toList();
  }

  /** What came of it, for people. */
  List<String> verdict() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "The outage: no order event of %s from %s to %s, then all of them at once."
            .formatted(outage.region(), time(outage.from()), time(outage.until())));
    List<Long> explained = explained();
    lines.add(
        explained.isEmpty()
            ? "  No alert said so. That is wrong, or the outage was too short to be noticed."
            : "  %s said so, at %s%s."
                .formatted(
                    count(explained.size(), "alert"),
                    time(explained.get(0)),
                    silence.get(silence.size() - 1).status() == AlertStatus.CLEARED
                        ? "; all clear at " + time(silence.get(silence.size() - 1).detectedAt())
                        : "; not cleared by now"));
    lines.add(
        "  %s of that region were raised meanwhile; the late events showed %d of them to be none."
            .formatted(count(raised(), "absence"), takenBack()));
    lines.add(
        "  For those %d: %s notified, %s requested.%s"
            .formatted(
                takenBack(),
                count(falselyNotified(), "alert"),
                count(falselyRequested(), "message"),
                falselyNotified() + falselyRequested() == 0
                    ? takenBack() == 0 ? "" : " Nobody was told what was not so."
                    : " These were false: what falls due before a feed has missed enough to be doubted is told."));
    return lines;
  }

  private static String time(long at) {
    return TIME.format(Instant.ofEpochMilli(at));
  }

  private static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
