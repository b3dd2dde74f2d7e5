package dev.odyssey.notifications.cases;

import dev.odyssey.notifications.OutreachOption;

/**
 * What comes to a case's file: one of these is there.
 *
 * @param news what stands now
 * @param acknowledgedBy who looks after it
 * @param acted what a customer or provider has chosen
 */
public record FileInput(
    String caseId, CaseNews news, String acknowledgedBy, OutreachOption acted) {}
