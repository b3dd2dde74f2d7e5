package dev.odyssey.defects;

/** How bad a defect is, mildest first. */
public enum Severity {
  INFO,
  WARNING,
  HIGH,
  CRITICAL
}
