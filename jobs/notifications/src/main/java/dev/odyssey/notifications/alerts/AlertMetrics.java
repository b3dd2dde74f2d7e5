package dev.odyssey.notifications.alerts;

import dev.odyssey.defects.Severity;
import dev.odyssey.notifications.Alert;
import dev.odyssey.notifications.AlertStatus;
import dev.odyssey.notifications.Suppression;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** Counts what is written of alerts, and of whom it interrupts or why it does not. */
final class AlertMetrics {

  private final Counter[][] revisions;
  private final Counter[] suppressed;
  private final Counter notifying;
  private final Counter stormsBegun;
  private final Counter stormsEnded;

  AlertMetrics(MetricGroup metrics) {
    revisions = new Counter[AlertStatus.values().length][Severity.values().length];
    for (AlertStatus status : AlertStatus.values()) {
      for (Severity severity : Severity.values()) {
        revisions[status.ordinal()][severity.ordinal()] =
            metrics
                .addGroup("status", status.name())
                .addGroup("severity", severity.name())
                .counter("alerts");
      }
    }
    suppressed = new Counter[Suppression.values().length];
    for (Suppression reason : Suppression.values()) {
      suppressed[reason.ordinal()] =
          metrics.addGroup("suppressedBy", reason.name()).counter("suppressedAlerts");
    }
    notifying = metrics.counter("notifyingAlerts");
    stormsBegun = metrics.counter("stormsBegun");
    stormsEnded = metrics.counter("stormsEnded");
  }

  void count(Alert alert) {
    revisions[alert.status().ordinal()][alert.severity().ordinal()].inc();
    if (alert.notifies()) {
      notifying.inc();
    } else if (alert.suppressedBy() != null) {
      suppressed[alert.suppressedBy().ordinal()].inc();
    }
    if (AlertBook.isOfStorm(alert)) {
      if (alert.revision() == 1) {
        stormsBegun.inc();
      }
      if (alert.status() == AlertStatus.CLEARED) {
        stormsEnded.inc();
      }
    }
  }
}
