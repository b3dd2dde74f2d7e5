package dev.odyssey.detection.ledger;

<<<<<<< HEAD
import dev.odyssey.defects.DefectStatus;
=======
import dev.odyssey.defects.ChargedTo;
import dev.odyssey.defects.Finding;
import java.util.Comparator;
>>>>>>> 09ff882405eaac0c97a8bc8aa5a74950f5b8f170

/**
 * What was last reported of a defect, in brief: enough to know whether another change is due, so
 * that the changes themselves need not be read.
 *
 * @param anchorEventId with the code the identity of the defect within its subject
 * @param revision of the last change
 * @param status of the last change
 * @param meaning of the last change, as {@link dev.odyssey.detection.findings.Meaning}
 */
public record Reported(
<<<<<<< HEAD
    String code, String anchorEventId, int revision, DefectStatus status, long meaning) {
=======
    String code, String anchorEventId, long raisedAt, boolean cleared, String providerId) {
>>>>>>> 09ff882405eaac0c97a8bc8aa5a74950f5b8f170

  boolean isOf(String otherCode, String otherAnchor) {
    return anchorEventId.equals(otherAnchor) && code.equals(otherCode);
  }

  public boolean stands() {
    return status != DefectStatus.RETRACTED;
  }
}
