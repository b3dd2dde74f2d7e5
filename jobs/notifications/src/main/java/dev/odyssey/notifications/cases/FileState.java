package dev.odyssey.notifications.cases;

import dev.odyssey.notifications.CaseFile;
import dev.odyssey.notifications.OutreachOption;

/**
 * What is known of a case's file.
 *
 * @param news what stands, as it was told last
 * @param acknowledgedBy null for nobody
 * @param acted what was chosen last; null for nothing
 * @param file the last revision
 */
public record FileState(
    CaseNews news, String acknowledgedBy, OutreachOption acted, CaseFile file) {}
