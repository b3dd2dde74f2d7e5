package dev.odyssey.scorecards.rows;

import dev.odyssey.facts.OrderFacts;
import dev.odyssey.scorecards.Entity;
import dev.odyssey.scorecards.EntityType;
import dev.odyssey.scorecards.Metric;
import dev.odyssey.scorecards.Scorecard;
import java.time.LocalDate;
import java.util.List;

/** From the facts of an order to the rows of provider, offering, region and all together. */
public final class OrderRows {

  /**
   * What an order contributes.
   *
   * <p>Promises and defects of all its histories count. The order itself counts once however often
   * it was forgotten and heard of again: on the day, for the offering and in the region where it
   * began; for the provider of the last history that saw it completed, or else of the last; its
   * claim and its stars are those of the last history that has any.
   *
   * @param histories of one orderId, in the order of {@link OrderFacts#since}, none withdrawn
   * @param contacted whether any inbound contact names it
   */
  public static RowCounts of(List<OrderFacts> histories, boolean contacted) {
    if (histories.isEmpty()) {
      return RowCounts.NONE;
    }
    RowCounts.Builder rows = new RowCounts.Builder(Scorecard.ORDER);
    for (OrderFacts history : histories) {
      history.promises().forEach(promise -> add(promise, rows));
      history.defects().forEach(defect -> add(defect, rows));
    }
    addOrder(histories, contacted, rows);
    return rows.build();
  }

  private static void add(OrderFacts.Promise promise, RowCounts.Builder rows) {
    LocalDate day = promise.day();
    List<Entity> atItsEnd = entities(promise.providerId(), promise.offeringId(), promise.region());
    if (promise.arrivedOnTime() != null) {
      rows.proportion(Metric.ON_TIME_ARRIVAL, promise.arrivedOnTime(), day, atItsEnd);
    }
    if (promise.completedInWindow() != null) {
      rows.proportion(Metric.COMPLETION_IN_WINDOW, promise.completedInWindow(), day, atItsEnd);
    }
    List<Entity> last = entities(promise.lastProviderId(), promise.offeringId(), promise.region());
    rows.proportion(Metric.PROVIDER_RESCHEDULE, promise.rescheduledByProvider(), day, last);
    rows.proportion(Metric.PROVIDER_CANCEL, promise.cancelledByProvider(), day, last);
  }

  private static void add(OrderFacts.Defect defect, RowCounts.Builder rows) {
    rows.defect(
        defect.code(),
        defect.day(),
        entities(defect.providerId(), defect.offeringId(), defect.region()));
  }

  private static void addOrder(
      List<OrderFacts> histories, boolean contacted, RowCounts.Builder rows) {
    OrderFacts.Order first = histories.get(0).order();
    String provider = histories.get(histories.size() - 1).order().providerId();
    boolean completed = false;
    Boolean claimApproved = null;
    Integer stars = null;
    boolean reopened = false;
    String reopenedProvider = null;
    for (OrderFacts history : histories) {
      OrderFacts.Order order = history.order();
      if (order.completed()) {
        completed = true;
        provider = order.providerId();
      }
      claimApproved = order.claimApproved() == null ? claimApproved : order.claimApproved();
      stars = order.stars() == null ? stars : order.stars();
      if (order.reopened() && !reopened) {
        reopened = true;
        reopenedProvider = order.reopenedProviderId();
      }
    }
    boolean approved = Boolean.TRUE.equals(claimApproved);
    List<Entity> entities = entities(provider, first.offeringId(), first.region());
    rows.proportion(Metric.ORDER_CONTACT, contacted, first.day(), entities);
    if (completed || approved) {
      rows.proportion(Metric.APPROVED_CLAIM, approved, first.day(), entities);
    }
    if (completed) {
      rows.proportion(
          Metric.REOPENED,
          reopened,
          first.day(),
          reopened ? entities(reopenedProvider, first.offeringId(), first.region()) : entities);
    }
    if (stars != null) {
      rows.sum(Metric.STAR_RATING, stars, first.day(), entities);
    }
  }

  private static List<Entity> entities(String providerId, String offeringId, String region) {
    return List.of(
        new Entity(EntityType.PROVIDER, providerId),
        new Entity(EntityType.OFFERING, offeringId),
        new Entity(EntityType.REGION, region),
        Entity.ALL);
  }

  private OrderRows() {}
}
