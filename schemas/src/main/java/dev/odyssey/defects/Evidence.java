package dev.odyssey.defects;

/**
 * An event that a defect was found by.
 *
 * @param occurredAt epoch milliseconds
 */
public record Evidence(String eventId, String type, long occurredAt) {}
