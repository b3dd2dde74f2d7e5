package dev.odyssey.scorecards;

/** What a provider's scorecard earns. */
public enum Tier {
  /** A target is missed, beyond what chance explains. */
  AT_RISK,
  /** Every target is met, beyond what chance explains. */
  GOLD,
  STANDARD,
  /** Too few visits to say anything. */
  NOT_ENOUGH_DATA
}
