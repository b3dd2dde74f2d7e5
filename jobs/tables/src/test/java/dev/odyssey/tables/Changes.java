package dev.odyssey.tables;

import dev.odyssey.defects.ChargedTo;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.DefectStatus;
import dev.odyssey.defects.Evidence;
import dev.odyssey.defects.Finding;
import dev.odyssey.defects.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Defect changes for tests. */
final class Changes {

  static final long RAISED_AT = Instant.parse("2025-03-01T17:00:00Z").toEpochMilli();

  static DefectChange raised(String anchor, int revision) {
    return change(anchor, revision, DefectStatus.RAISED, Map.of());
  }

  static DefectChange cleared(String anchor, int revision) {
    return change(anchor, revision, DefectStatus.CLEARED, Map.of());
  }

  static DefectChange change(
      String anchor, int revision, DefectStatus status, Map<String, String> details) {
    boolean cleared = status == DefectStatus.CLEARED;
    return new DefectChange(
        revision,
        status,
        RAISED_AT + 5_000 + revision,
        new Finding(
            DefectCode.MISSED_WINDOW,
            anchor,
            Severity.HIGH,
            ChargedTo.PROVIDER,
            "order-of-" + anchor,
            null,
            "customer-1",
            "provider-1",
            "tv-mount",
            "BOS",
            null,
            null,
            null,
            null,
            "America/New_York",
            RAISED_AT - 14_400_000,
            RAISED_AT,
            RAISED_AT,
            cleared ? RAISED_AT + 60_000 : null,
            cleared ? "ARRIVED" : null,
            cleared ? "late-" + anchor : null,
            "LATE_DEPARTURE:" + anchor,
            "Nobody came in the window that ended 2025-03-01 17:00",
            List.of(
                new Evidence("placed-" + anchor, "PLACED", RAISED_AT - 86_400_000),
                new Evidence(anchor, "SCHEDULED", RAISED_AT - 7_200_000)),
            "ARRIVED",
            "windowEnd 17:00 + arrivalGrace PT0S",
            Map.of("arrivalGrace", "PT0S"),
            details));
  }

  private Changes() {}
}
