package dev.odyssey.notifications.feeds;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * How many events usually come in each slot of the cycle: an exponentially weighted mean of the
 * cycles. Silences that were none of the usual do not count; where they recur, cycle after cycle,
 * the slot is learned anew, or they would be alerts for ever.
 */
final class UsualRates {

  /** The weight of the last cycle, once there are enough of them. */
  static final double WEIGHT = 0.25;

  private final double[] means;
  private final int[] cycles;
  private final int[] spoilt;

  UsualRates(int slots) {
    this(new double[slots], new int[slots], new int[slots]);
  }

  private UsualRates(double[] means, int[] cycles, int[] spoilt) {
    this.means = means;
    this.cycles = cycles;
    this.spoilt = spoilt;
  }

  int slots() {
    return means.length;
  }

  /** Takes a cycle's count of a slot into account. */
  void learn(int slot, long count) {
    spoilt[slot] = 0;
    cycles[slot]++;
    means[slot] += (count - means[slot]) * Math.max(WEIGHT, 1.0 / cycles[slot]);
  }

  /**
   * Leaves a cycle's count of a slot out of account.
   *
   * @param atMost so many times in a row
   */
  void leaveOut(int slot, int atMost) {
    spoilt[slot]++;
    if (spoilt[slot] >= atMost) {
      means[slot] = 0;
      cycles[slot] = 0;
      spoilt[slot] = 0;
    }
  }

  /** Events in a slot, as a mean; 0 of one that has not been seen in so many cycles. */
  double mean(int slot, int learned) {
    int number = Math.floorMod(slot, means.length);
    return cycles[number] >= learned ? means[number] : 0;
  }

  UsualRates copy() {
    return new UsualRates(means.clone(), cycles.clone(), spoilt.clone());
  }

  void write(DataOutputView out) throws IOException {
    out.writeInt(means.length);
    for (int i = 0; i < means.length; i++) {
      out.writeDouble(means[i]);
      out.writeInt(cycles[i]);
      out.writeInt(spoilt[i]);
    }
  }

  static UsualRates read(DataInputView in) throws IOException {
    UsualRates rates = new UsualRates(in.readInt());
    for (int i = 0; i < rates.slots(); i++) {
      rates.means[i] = in.readDouble();
      rates.cycles[i] = in.readInt();
      rates.spoilt[i] = in.readInt();
    }
    return rates;
  }
}
