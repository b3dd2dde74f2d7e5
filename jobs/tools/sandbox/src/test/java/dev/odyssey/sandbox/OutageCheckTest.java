package dev.odyssey.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.DefectStatus;
import dev.odyssey.defects.Severity;
import dev.odyssey.notifications.Alert;
import dev.odyssey.notifications.AlertKind;
import dev.odyssey.notifications.AlertReason;
import dev.odyssey.notifications.AlertStatus;
import dev.odyssey.notifications.Suppression;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutageCheckTest {

  private static final String DEFECT = "MISSED_WINDOW:o-1:e-1";

  private final OutageCheck check = new OutageCheck(new Outage("boston", 1_000, 2_000));

  @Test
  void whatWasTakenBackAndNotToldMisledNobody() {
    check.see(change(1, DefectStatus.RAISED, 1_500));
    check.see(alert(DEFECT, AlertStatus.FIRING, false));
    check.see(alert(null, AlertStatus.FIRING, true));
    check.see(change(2, DefectStatus.RETRACTED, 2_100));

    assertThat(check.raised()).isEqualTo(1);
    assertThat(check.takenBack()).isEqualTo(1);
    assertThat(check.falselyNotified()).isZero();
    assertThat(check.falselyRequested()).isZero();
    assertThat(String.join("\n", check.verdict()))
        .contains("1 alert said so, at 00:00:01; not cleared by now")
        .contains("1 absence of that region were raised")
        .contains("Nobody was told what was not so.");
  }

  @Test
  void whatWasToldAndTakenBackIsSaid() {
    check.see(change(1, DefectStatus.RAISED, 1_500));
    check.see(alert(DEFECT, AlertStatus.FIRING, true));
    check.see(DemoSenderTest.message("o-1", null));
    check.see(change(2, DefectStatus.RETRACTED, 2_100));

    assertThat(check.falselyNotified()).isEqualTo(1);
    assertThat(check.falselyRequested()).isEqualTo(1);
    assertThat(String.join("\n", check.verdict())).contains("No alert said so", "These were false");
  }

  @Test
  void whatStoodIsNoFalseAlarm() {
    check.see(change(1, DefectStatus.RAISED, 1_500));
    check.see(alert(DEFECT, AlertStatus.FIRING, true));

    assertThat(check.takenBack()).isZero();
    assertThat(check.falselyNotified()).isZero();
  }

  @Test
  void whatWasRaisedAtAnotherTimeHasNothingToDoWithIt() {
    check.see(change(1, DefectStatus.RAISED, 999));
    check.see(change(2, DefectStatus.RETRACTED, 1_500));
    check.see(change(3, DefectStatus.RAISED, 2_000));

    assertThat(check.raised()).isZero();
  }

  private static DefectChange change(int revision, DefectStatus status, long detectedAt) {
    return new DefectChange(
        revision, status, detectedAt, DefectLineTest.change(status, null).finding());
  }

  /** Of a defect, or of the silence where there is none. */
  private static Alert alert(String defectId, AlertStatus status, boolean notifies) {
    return new Alert(
        defectId == null ? "FEED:orders:boston" : "CASES:operations:boston",
        defectId == null ? AlertKind.FEED : AlertKind.CASES,
        1,
        status,
        Severity.HIGH,
        "title",
        "summary",
        "boston",
        defectId == null
            ? Alert.Members.NONE
            : new Alert.Members(
                1, List.of("ORDER:" + change(1, DefectStatus.RAISED, 0).finding().orderId())),
        1_000,
        null,
        1_600,
        notifies,
        notifies ? AlertReason.FIRST : null,
        notifies ? null : Suppression.FEED,
        null,
        false,
        "operations",
        null);
  }
}
