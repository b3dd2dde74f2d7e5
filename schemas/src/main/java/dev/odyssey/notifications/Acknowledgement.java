package dev.odyssey.notifications;

/**
 * Somebody looks after an alert or a case. Topic {@code acknowledgements}, key the id.
 *
 * @param id an alertId or a caseId
 * @param by who, an id
 * @param at when, in epoch milliseconds
 * @param note for people; null for none
 */
public record Acknowledgement(String id, String by, long at, String note) {}
