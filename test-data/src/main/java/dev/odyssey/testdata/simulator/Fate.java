package dev.odyssey.testdata.simulator;

import dev.odyssey.events.Initiator;

/**
 * What becomes of a promise.
 *
 * @param by who took it back, null where nobody did
 */
record Fate(Turn turn, Initiator by) {

  /** The ways a promise can go. */
  enum Turn {
    KEPT,
    LATE,
    NO_SHOW,
    RESCHEDULED,
    CANCELLED
  }

  private static final double CUSTOMER_RESCHEDULES = 0.05;
  private static final double CUSTOMER_CANCELS = 0.03;
  private static final double PLATFORM_RESCHEDULES = 0.012;
  private static final double PLATFORM_CANCELS = 0.008;

  static Fate decide(Habit provider, double trouble, Dice dice) {
    if (dice.chance(trouble * CUSTOMER_RESCHEDULES)) {
      return new Fate(Turn.RESCHEDULED, Initiator.CUSTOMER);
    }
    if (dice.chance(trouble * CUSTOMER_CANCELS)) {
      return new Fate(Turn.CANCELLED, Initiator.CUSTOMER);
    }
    if (dice.chance(trouble * provider.withdraws())) {
      return new Fate(Turn.RESCHEDULED, Initiator.PROVIDER);
    }
    if (dice.chance(trouble * provider.withdraws())) {
      return new Fate(Turn.CANCELLED, Initiator.PROVIDER);
    }
    if (dice.chance(trouble * PLATFORM_RESCHEDULES)) {
      return new Fate(Turn.RESCHEDULED, Initiator.PLATFORM);
    }
    if (dice.chance(trouble * PLATFORM_CANCELS)) {
      return new Fate(Turn.CANCELLED, Initiator.PLATFORM);
    }
    if (dice.chance(trouble * provider.absent())) {
      return new Fate(Turn.NO_SHOW, null);
    }
    return new Fate(dice.chance(trouble * provider.late()) ? Turn.LATE : Turn.KEPT, null);
  }

  /** What is done about a promise that nobody kept; KEPT stands for nothing at all. */
  static Fate afterNoShow(Dice dice) {
    double roll = dice.share();
    if (roll < 0.30) {
      return new Fate(Turn.RESCHEDULED, Initiator.PLATFORM);
    }
    if (roll < 0.50) {
      return new Fate(Turn.RESCHEDULED, Initiator.PROVIDER);
    }
    if (roll < 0.62) {
      return new Fate(Turn.RESCHEDULED, Initiator.CUSTOMER);
    }
    if (roll < 0.84) {
      return new Fate(Turn.CANCELLED, Initiator.CUSTOMER);
    }
    return roll < 0.94 ? new Fate(Turn.CANCELLED, Initiator.PLATFORM) : new Fate(Turn.KEPT, null);
  }
}
