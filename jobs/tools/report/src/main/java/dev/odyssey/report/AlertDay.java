package dev.odyssey.report;

import java.time.LocalDate;
import java.util.Map;

/**
 * The alerts that first fired on a day.
 *
 * @param day of UTC
 * @param fired all of them
 * @param notified those that interrupted somebody
 * @param suppressed those that did not, by reason; the reasons in the order of columns
 */
record AlertDay(LocalDate day, long fired, long notified, Map<String, Long> suppressed) {}
