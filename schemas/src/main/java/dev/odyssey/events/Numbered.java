package dev.odyssey.events;

import java.util.Arrays;

/**
 * A constant of an enum that state holds: as a number of its own, so that constants may be added
 * and change places. A number is never changed, and never given to another constant.
 */
public interface Numbered {

  /** From 0 to 127. */
  int number();

  /**
   * The constants of an enum by their numbers; null where a number is not in use.
   *
   * @throws IllegalArgumentException if two constants have one number
   */
  static <T extends Enum<T> & Numbered> T[] byNumber(Class<T> type) {
    T[] constants = type.getEnumConstants();
    int last = Arrays.stream(constants).mapToInt(Numbered::number).max().orElse(-1);
    T[] byNumber = Arrays.copyOf(constants, last + 1);
    Arrays.fill(byNumber, null);
    for (T constant : constants) {
      if (byNumber[constant.number()] != null) {
        throw new IllegalArgumentException(
            "%s and %s have one number: %d"
                .formatted(byNumber[constant.number()], constant, constant.number()));
      }
      byNumber[constant.number()] = constant;
    }
    return byNumber;
  }
}
