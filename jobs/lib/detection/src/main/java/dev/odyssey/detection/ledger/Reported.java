package dev.odyssey.detection.ledger;

import dev.odyssey.defects.DefectStatus;

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
    String code, String anchorEventId, int revision, DefectStatus status, long meaning) {

  boolean isOf(String otherCode, String otherAnchor) {
    return anchorEventId.equals(otherAnchor) && code.equals(otherCode);
  }

  public boolean stands() {
    return status != DefectStatus.RETRACTED;
  }
}
