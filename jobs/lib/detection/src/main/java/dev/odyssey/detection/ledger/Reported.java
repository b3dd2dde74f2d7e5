package dev.odyssey.detection.ledger;

import dev.odyssey.defects.ChargedTo;
import dev.odyssey.defects.Finding;
import java.util.Comparator;

/**
 * A defect that stands reported, in brief: what is asked of the ledger at every event, so that the
 * ledger itself need not be read.
 *
 * @param raisedAt in epoch milliseconds of event time
 * @param cleared whether it has been settled
 * @param providerId the provider who is charged; null where none is
 */
public record Reported(
    String code, String anchorEventId, long raisedAt, boolean cleared, String providerId) {

  /** In the order of raisedAt, code and anchor. */
  public static final Comparator<Reported> ORDER =
      Comparator.comparingLong(Reported::raisedAt)
          .thenComparing(Reported::code)
          .thenComparing(Reported::anchorEventId);

  static Reported of(Finding finding) {
    return new Reported(
        finding.code(),
        finding.anchorEventId(),
        finding.raisedAt(),
        finding.isCleared(),
        finding.chargedTo() == ChargedTo.PROVIDER ? finding.providerId() : null);
  }
}
