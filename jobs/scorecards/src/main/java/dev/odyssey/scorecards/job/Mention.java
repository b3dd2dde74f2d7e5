package dev.odyssey.scorecards.job;

import java.time.LocalDate;

/**
 * An order is named by one inbound contact more, or fewer.
 *
 * @param change 1, -1, or 0 where only the day is another
 * @param day of the contact, in UTC
 */
record Mention(String orderId, int change, LocalDate day) {}
