package dev.odyssey.notifications.alerts;

import dev.odyssey.notifications.Alert;
import dev.odyssey.notifications.cases.FileInput;

/**
 * What the desk tells: either of these is null.
 *
 * @param alert a revision of an alert
 * @param file to the file of a case: who looks after it
 */
public record DeskOutput(Alert alert, FileInput file) {}
