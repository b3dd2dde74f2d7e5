package dev.odyssey.defects;

/**
 * One revision of one defect: what the suite emits. The change with the highest revision of a
 * defectId is its state; a retracted defect is none.
 *
 * @param revision counts up by one per defect, from 1
 * @param finding the defect as of this revision; of a retraction, as it was last reported
 * @param detectedAt wall clock, epoch milliseconds
 */
public record DefectChange(int revision, DefectStatus status, long detectedAt, Finding finding) {

  /** {@code CODE:subject:anchorEventId}. */
  public String defectId() {
    return finding.defectId();
  }

  /** Whether this takes back or alters what was reported, rather than carry it on. */
  public boolean isCorrection() {
    return revision > 1 && status != DefectStatus.CLEARED;
  }
}
