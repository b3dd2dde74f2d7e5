package dev.odyssey.defects;

/** What a change says of its defect. */
public enum DefectStatus {
  RAISED,
  CLEARED,
  RETRACTED
}
