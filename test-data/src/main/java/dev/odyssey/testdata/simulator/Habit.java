package dev.odyssey.testdata.simulator;

import java.util.List;

/**
 * What a provider is like to have, as probabilities an order when trouble is at 1. Most are fine;
 * the rest each fail in their own way, and that is what scorecards must find.
 */
enum Habit {
  RELIABLE(0.52, 0.03, 0.004, 0.01, 0.010, 0.03, 0.10),
  AVERAGE(0.26, 0.09, 0.015, 0.04, 0.025, 0.06, 0.20),
  TARDY(0.08, 0.38, 0.030, 0.05, 0.030, 0.06, 0.30),
  ABSENT(0.04, 0.10, 0.160, 0.06, 0.050, 0.10, 0.50),
  FORGETFUL(0.06, 0.08, 0.015, 0.35, 0.020, 0.05, 0.45),
  FICKLE(0.04, 0.08, 0.040, 0.05, 0.160, 0.30, 0.35);

  private static final Weighted<Habit> BY_SHARE = Weighted.of(List.of(values()), h -> h.share);

  private final double share;
  private final double late;
  private final double absent;
  private final double forgetsScan;
  private final double withdraws;
  private final double declines;
  private final double leavesUnconfirmed;

  Habit(
      double share,
      double late,
      double absent,
      double forgetsScan,
      double withdraws,
      double declines,
      double leavesUnconfirmed) {
    this.share = share;
    this.late = late;
    this.absent = absent;
    this.forgetsScan = forgetsScan;
    this.withdraws = withdraws;
    this.declines = declines;
    this.leavesUnconfirmed = leavesUnconfirmed;
  }

  static Habit pick(Dice dice) {
    return BY_SHARE.pick(dice);
  }

  /** Comes after the window. */
  double late() {
    return late;
  }

  /** Does not come. */
  double absent() {
    return absent;
  }

  /** Leaves out a scan, each time. */
  double forgetsScan() {
    return forgetsScan;
  }

  /** Reschedules, and as often again cancels, what was assigned. */
  double withdraws() {
    return withdraws;
  }

  /** Turns an assignment down. */
  double declines() {
    return declines;
  }

  /** Does not say that they will come. */
  double leavesUnconfirmed() {
    return leavesUnconfirmed;
  }
}
