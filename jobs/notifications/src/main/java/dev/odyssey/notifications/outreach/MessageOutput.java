package dev.odyssey.notifications.outreach;

import dev.odyssey.notifications.Outreach;
import dev.odyssey.notifications.cases.FileInput;

/**
 * What a recipient's plan tells: either of these is null.
 *
 * @param message a revision of a message
 * @param file to the file of a case: what was chosen
 */
public record MessageOutput(Outreach message, FileInput file) {}
