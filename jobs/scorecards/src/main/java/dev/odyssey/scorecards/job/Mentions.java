package dev.odyssey.scorecards.job;

import java.time.LocalDate;

/**
 * The inbound contacts that name an order.
 *
 * @param count how many
 * @param latest the last day on which one came
 */
record Mentions(int count, LocalDate latest) {

  Mentions plus(Mention mention) {
    return new Mentions(
        count + mention.change(), mention.day().isAfter(latest) ? mention.day() : latest);
  }
}
