package dev.odyssey.scorecards;

import java.util.Arrays;

/**
 * A vector of counters, one a position. What is beyond its end is 0, so vectors of different length
 * can be added, and vectors of old rows read when metrics have been added since.
 */
public final class Counters {

  /** Nothing at all. */
  public static final Counters ZERO = new Counters(new long[0]);

  private final long[] values;

  private Counters(long[] values) {
    this.values = values;
  }

  /** The vector with these values. */
  public static Counters of(long... values) {
    int length = values.length;
    while (length > 0 && values[length - 1] == 0) {
      length--;
    }
    return length == 0 ? ZERO : new Counters(Arrays.copyOf(values, length));
  }

  /** The value at a position. */
  public long at(int position) {
    return position < values.length ? values[position] : 0;
  }

  /** Up to which position there is anything but 0. */
  public int length() {
    return values.length;
  }

  public boolean isZero() {
    return values.length == 0;
  }

  public Counters plus(Counters other) {
    if (isZero()) {
      return other;
    }
    return other.isZero() ? this : combine(other, 1);
  }

  public Counters minus(Counters other) {
    return other.isZero() ? this : combine(other, -1);
  }

  private Counters combine(Counters other, int sign) {
    long[] sum = Arrays.copyOf(values, Math.max(values.length, other.values.length));
    for (int i = 0; i < other.values.length; i++) {
      sum[i] += sign * other.values[i];
    }
    return of(sum);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Counters counters && Arrays.equals(values, counters.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return Arrays.toString(values);
  }
}
