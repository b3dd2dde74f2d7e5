package dev.odyssey.notifications.cases;

import java.util.List;
import java.util.Map;

/**
 * What is known of a case, and what was told of it.
 *
 * @param steps of its order that matter, in their order
 * @param defects by defectId
 * @param before how many defects stood before and do not any more
 * @param told null while nothing was told
 * @param wished what was told to recipients, by their keys
 * @param touchedAt when something came last
 */
public record CaseState(
    String caseId,
    String customerId,
    String offeringId,
    String region,
    String timeZone,
    List<OrderStep> steps,
    Map<String, Held> defects,
    int before,
    CaseNews told,
    Map<String, Wishes> wished,
    long touchedAt) {}
