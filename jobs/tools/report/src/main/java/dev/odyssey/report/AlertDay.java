package dev.odyssey.report;

import java.time.LocalDate;
import java.util.Map;

/**
 * How often alerts interrupted somebody on a day.
 *
 * @param day of UTC
 * @param fired the alerts that began, whether they interrupted anybody or not
 * @param interruptions how often somebody was interrupted
 * @param actedOn the interruptions whose alert was acknowledged within an hour
 * @param byReason the interruptions by reason; the reasons in the order of columns
 */
record AlertDay(
    LocalDate day, long fired, long interruptions, long actedOn, Map<String, Long> byReason) {

  /** The share of interruptions that was acted on, those by an end left out; NaN without any. */
  double actedShare() {
    return (double) actedOn / (interruptions - byReason.getOrDefault(OutreachQuery.OVER, 0L));
  }
}
