package dev.odyssey.notifications.cases;

import java.util.List;
import java.util.Map;

/**
 * What is known of the contacts of a customer.
 *
 * @param steps of all contacts, by when they occurred
 * @param defects the latest news of each defect
 * @param told what was told to cases, by defectId
 */
public record ContactState(
    List<ContactInput.Step> steps, Map<String, DefectNews> defects, Map<String, CaseInput> told) {}
