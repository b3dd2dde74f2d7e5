package dev.odyssey.detection.rules;

import dev.odyssey.defects.DefectCode;
import java.util.List;
import java.util.stream.Stream;

/** A set of built-in defect codes; a bit each, because one is made for every event. */
public record Codes(long bits) {

  /** The codes by their bits, which state holds too: only ever added to. */
  private static final List<String> NUMBERED =
      Stream.concat(
              DefectCode.BUILT_IN.stream().filter(code -> !added().contains(code)),
              added().stream())
          .toList();

  public static final Codes NONE = new Codes(0);
  public static final Codes ALL = new Codes(-1);

  public static Codes of(String... codes) {
    long bits = 0;
    for (String code : codes) {
      bits |= 1L << number(code);
    }
    return new Codes(bits);
  }

  /** The number of a code in state. */
  public static int number(String code) {
    int number = NUMBERED.indexOf(code);
    if (number < 0) {
      throw new IllegalArgumentException("not a built-in code: " + code);
    }
    return number;
  }

  /** The code of a number. */
  public static String numbered(int number) {
    return NUMBERED.get(number);
  }

  /** Came after the first release. */
  private static List<String> added() {
    return List.of(DefectCode.LATE_RESCHEDULE, DefectCode.LATE_DECLINE, DefectCode.CUSTOMER_ABSENT);
  }

  public boolean isEmpty() {
    return bits == 0;
  }

  public boolean have(String code) {
    return (bits & (1L << number(code))) != 0;
  }

  public boolean meet(Codes others) {
    return (bits & others.bits) != 0;
  }

  public Codes and(Codes others) {
    return new Codes(bits | others.bits);
  }

  public Codes onlyOf(Codes others) {
    return new Codes(bits & others.bits);
  }
}
