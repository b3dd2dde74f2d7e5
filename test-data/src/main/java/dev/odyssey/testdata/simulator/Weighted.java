package dev.odyssey.testdata.simulator;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** Things of which some are picked more often than others. */
final class Weighted<T> {

  private final List<T> values;
  private final double[] upTo;

  private Weighted(List<T> values, double[] upTo) {
    this.values = values;
    this.upTo = upTo;
  }

  static <T> Weighted<T> of(List<T> values, ToDoubleFunction<T> weight) {
    double[] upTo = new double[values.size()];
    double sum = 0;
    for (int i = 0; i < upTo.length; i++) {
      sum += weight.applyAsDouble(values.get(i));
      upTo[i] = sum;
    }
    return new Weighted<>(List.copyOf(values), upTo);
  }

  T pick(Dice dice) {
    double at = dice.share() * upTo[upTo.length - 1];
    int i = 0;
    while (i < upTo.length - 1 && at >= upTo[i]) {
      i++;
    }
    return values.get(i);
  }
}
