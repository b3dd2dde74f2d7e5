package dev.odyssey.notifications.cases;

/**
 * What comes to a case.
 *
 * @param step something that happened to its order; null for none
 * @param news about one of its defects; null for none
 */
public record CaseInput(String caseId, OrderStep step, DefectNews news) {

  /** The case of an order. */
  public static String ofOrder(String orderId) {
    return "ORDER:" + orderId;
  }

  /** The input that an order's step is. */
  public static CaseInput of(OrderStep step) {
    return new CaseInput(ofOrder(step.orderId()), step, null);
  }

  /** The input that news of a case's defect are. */
  public static CaseInput of(String caseId, DefectNews news) {
    return new CaseInput(caseId, null, news);
  }
}
