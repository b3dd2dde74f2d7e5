package dev.odyssey.detection.policy;

/**
 * A stretch of time.
 *
 * @param start its first instant, in milliseconds since the epoch
 * @param end the first instant after it
 */
public record Span(long start, long end) {}
