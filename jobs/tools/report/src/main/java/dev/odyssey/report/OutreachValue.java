package dev.odyssey.report;

import java.time.Duration;
import java.util.Optional;

/**
 * What alerts and messages about the defects of one code were worth in the period, or about those
 * of all codes.
 *
 * @param code empty for all of them together
 * @param defects without those taken back
 * @param alerted of which somebody of operations was interrupted
 * @param messaged about which somebody was written to
 * @param proactive defects of orders whose customer was reached before asking about the order, of
 *     all defects of orders
 * @param lead median time from being reached to asking, of those who asked all the same
 * @param acted defects whose customer chose an option, of those whose customer was reached
 * @param contacted how many asked of those reached in time
 * @param othersContacted how many asked of the others
 */
record OutreachValue(
    Optional<String> code,
    long defects,
    long alerted,
    long messaged,
    Optional<Measure> proactive,
    Optional<Duration> lead,
    Optional<Measure> acted,
    Optional<Measure> contacted,
    Optional<Measure> othersContacted) {}
