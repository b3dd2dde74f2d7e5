package dev.odyssey.detection.state;

import dev.odyssey.detection.rules.Codes;

/**
 * How a subject stood when it was last evaluated: what lets the next evaluation look only at what
 * may be otherwise since.
 *
 * @param evaluator who evaluated it: what another one found, by other rules or policies, may be
 *     otherwise as a whole
 * @param events how many events were taken into account
 * @param latestRaisedAt the latest instant that anything reported was raised at, in epoch
 *     milliseconds; the lowest if nothing was
 * @param reported codes of which a defect was reported, and not retracted
 * @param open codes of which a defect was reported that is not cleared
 */
public record Standing(int evaluator, int events, long latestRaisedAt, Codes reported, Codes open) {

  /** Of a subject that has nothing yet. */
  static final Standing NEW = new Standing(0, 0, Long.MIN_VALUE, Codes.NONE, Codes.NONE);

  /** Of a subject of which nothing is known. */
  static final Standing UNKNOWN = new Standing(0, 0, Long.MIN_VALUE, Codes.ALL, Codes.ALL);

  /** The same after another evaluation that reported nothing new. */
  public Standing evaluated(int by, int size) {
    return new Standing(by, size, latestRaisedAt, reported, open);
  }
}
