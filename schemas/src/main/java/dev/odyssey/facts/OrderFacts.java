package dev.odyssey.facts;

import java.time.LocalDate;
import java.util.List;

/**
 * What one order contributes to the scorecards of providers, offerings and regions. Days are local
 * dates where the service is rendered; a providerId of null is nobody.
 *
 * @param since when the history began that this was read from: the recordedAt of the first event
 *     that arrived, in epoch milliseconds. An order that is heard of again after its history was
 *     forgotten begins another one, which adds to what was known and does not replace it
 * @param order null where nothing of the order is left
 * @param promises those that are not backdated, in order
 * @param defects those that are not retracted, in the order of the rules and of their anchors
 */
public record OrderFacts(
    String orderId,
    long since,
    long decidedAt,
    Order order,
    List<Promise> promises,
    List<Defect> defects)
    implements Fact {

  /**
   * The order as a whole.
   *
   * @param day of its first promise's windowStart; without a promise, of its first event
   * @param offeringId of that event, as region
   * @param providerId the holder at its last COMPLETED; without one, at its last event
   * @param completed whether there is any COMPLETED
   * @param claimApproved whether any claim stands approved; null where no claim was decided
   * @param stars of the last RATED; null without one
   * @param reopened whether a REWORK stands
   * @param reopenedProviderId the provider charged with the first REWORK; null where none is
   */
  public record Order(
      LocalDate day,
      String offeringId,
      String region,
      String providerId,
      boolean completed,
      Boolean claimApproved,
      Integer stars,
      boolean reopened,
      String reopenedProviderId) {}

  /**
   * A promise, and how it was kept.
   *
   * @param eventId the promise
   * @param day of its windowStart
   * @param providerId the due holder: at its windowStart, or when it was made if that is later
   * @param lastProviderId the holder just before the boundary that ended its visit; the due holder
   *     while none has
   * @param arrivedOnTime null while undecided, and where the promise was withdrawn
   * @param completedInWindow null while undecided, and where the promise was withdrawn
   * @param rescheduledByProvider whether the visit ended with a RESCHEDULED by the provider
   * @param cancelledByProvider whether it ended with a CANCELLED by the provider
   */
  public record Promise(
      String eventId,
      LocalDate day,
      String offeringId,
      String region,
      String providerId,
      String lastProviderId,
      Boolean arrivedOnTime,
      Boolean completedInWindow,
      boolean rescheduledByProvider,
      boolean cancelledByProvider) {}

  /**
   * A defect of the order that is not retracted.
   *
   * @param day of its raisedAt, in the time zone of the anchor
   * @param offeringId of the anchor, as region
   * @param providerId the provider who is charged; null where none is
   */
  public record Defect(
      String code,
      String anchorEventId,
      LocalDate day,
      String offeringId,
      String region,
      String providerId) {}

  private static final String SEPARATOR = "@";

  /** What is left of an order of which everything was retracted. */
  public static OrderFacts withdrawn(String orderId, long since, long decidedAt) {
    return new OrderFacts(orderId, since, decidedAt, null, List.of(), List.of());
  }

  /**
   * The withdrawn contribution of an identity.
   *
   * @throws IllegalArgumentException if it is no factId of an order
   */
  public static OrderFacts withdrawn(String factId, long decidedAt) {
    int separator = factId.lastIndexOf(SEPARATOR);
    try {
      long since = Long.parseLong(factId.substring(separator + 1));
      return withdrawn(factId.substring(0, separator), since, decidedAt);
    } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
      throw new IllegalArgumentException("not the factId of an order: " + factId, e);
    }
  }

  /** {@code orderId@since}. */
  @Override
  public String factId() {
    return orderId + SEPARATOR + since;
  }

  @Override
  public boolean isWithdrawn() {
    return order == null;
  }
}
