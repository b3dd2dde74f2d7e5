package dev.odyssey.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.defects.ChargedTo;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.DefectStatus;
import dev.odyssey.defects.Finding;
import dev.odyssey.defects.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DefectLineTest {

  private static final String RAISED_AT = "2025-03-01T17:00:00Z";
  private static final String CLEARED_AT = "2025-03-01T17:25:30Z";

  @Test
  void saysWhenHowAndWhat() {
    assertThat(DefectLine.of(change(DefectStatus.RAISED, null), false))
        .isEqualTo(
            "2025-03-01 17:00:00  RAISED    HIGH     MISSED_WINDOW        nobody came to o-1");
  }

  @Test
  void whatIsClearedSaysWhenItWas() {
    assertThat(DefectLine.of(change(DefectStatus.CLEARED, CLEARED_AT), false))
        .startsWith("2025-03-01 17:25:30  CLEARED ");
  }

  @Test
  void whatIsRetractedWasNeverCleared() {
    assertThat(DefectLine.of(change(DefectStatus.RETRACTED, CLEARED_AT), false))
        .startsWith("2025-03-01 17:00:00  RETRACTED");
  }

  @Test
  void coloursEndWithTheLine() {
    assertThat(DefectLine.of(change(DefectStatus.RAISED, null), true))
        .startsWith("\u001b[31m2025")
        .endsWith("o-1\u001b[0m");
  }

  static DefectChange change(DefectStatus status, String clearedAt) {
    Long cleared = clearedAt == null ? null : Instant.parse(clearedAt).toEpochMilli();
    return new DefectChange(
        1,
        status,
        0,
        new Finding(
            DefectCode.MISSED_WINDOW,
            "e-1",
            Severity.HIGH,
            ChargedTo.PROVIDER,
            "o-1",
            null,
            null,
            "p-1",
            "tv-mount",
            "boston",
            null,
            null,
            null,
            null,
            "America/New_York",
            null,
            null,
            Instant.parse(RAISED_AT).toEpochMilli(),
            cleared,
            null,
            null,
            null,
            "nobody came to o-1",
            List.of(),
            "ARRIVED",
            "windowEnd + arrivalGrace",
            Map.of(),
            Map.of()));
  }
}
