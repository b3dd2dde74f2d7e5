package dev.odyssey.scorecards.job;

/**
 * An order is named by one inbound contact more, or fewer. Public, or Flink would not take it for a
 * value with fields.
 *
 * @param change 1, -1, or 0 where only the day is another
 * @param epochDay of the contact, in UTC
 */
public record Mention(String orderId, int change, long epochDay) {}
