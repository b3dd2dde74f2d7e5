package dev.odyssey.scorecards;

/** How a provider stands to a target. */
public enum Verdict {
  /** The value is on the right side. */
  MET,
  /** The whole interval is on the wrong side. */
  MISSED,
  /** The sample is too small, or the value is on the wrong side and the interval on both. */
  UNDECIDED
}
