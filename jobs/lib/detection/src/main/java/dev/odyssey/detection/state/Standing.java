package dev.odyssey.detection.state;

import dev.odyssey.detection.ledger.Reported;
import dev.odyssey.detection.rules.Codes;
import java.util.List;

/**
 * How a subject stood when it was last evaluated: what lets the next evaluation look only at what
 * may be otherwise since.
 *
 * @param evaluator who evaluated it: what another one found, by other rules or policies, may be
 *     otherwise as a whole
 * @param events how many events were taken into account
 * @param defects what stands reported, in its order: the ledger in brief
 */
public record Standing(int evaluator, int events, List<Reported> defects) {

  /** Of a subject that has nothing yet. */
  static final Standing NEW = new Standing(0, 0, List.of());

  /** The same after another evaluation that reported nothing new. */
  public Standing evaluated(int by, int size) {
    return new Standing(by, size, defects);
  }

  /**
   * The latest instant that anything reported was raised at, in epoch milliseconds; the lowest if
   * nothing was.
   */
  public long latestRaisedAt() {
    return defects.isEmpty() ? Long.MIN_VALUE : defects.get(defects.size() - 1).raisedAt();
  }

  /** Codes of which a defect was reported, and not retracted. */
  public Codes reported() {
    Codes codes = Codes.NONE;
    for (Reported defect : defects) {
      codes = codes.and(Codes.of(defect.code()));
    }
    return codes;
  }

  /** Codes of which a defect was reported that is not cleared. */
  public Codes open() {
    Codes codes = Codes.NONE;
    for (Reported defect : defects) {
      codes = defect.cleared() ? codes : codes.and(Codes.of(defect.code()));
    }
    return codes;
  }
}
