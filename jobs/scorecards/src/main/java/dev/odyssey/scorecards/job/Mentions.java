package dev.odyssey.scorecards.job;

/**
 * The inbound contacts that name an order. Public, or Flink would not take it for a value with
 * fields.
 *
 * @param count how many
 * @param latest the last day on which one came, as an epoch day
 */
public record Mentions(int count, long latest) {

  Mentions plus(Mention mention) {
    return new Mentions(count + mention.change(), Math.max(latest, mention.epochDay()));
  }
}
