package dev.odyssey.detection.rules;

import dev.odyssey.defects.DefectCode;

/** A set of defect codes; a bit each, because one is made for every event. */
public record Codes(long bits) {

  public static final Codes NONE = new Codes(0);
  public static final Codes ALL = new Codes(-1);

  public static Codes of(DefectCode... codes) {
    long bits = 0;
    for (DefectCode code : codes) {
      bits |= 1L << code.ordinal();
    }
    return new Codes(bits);
  }

  public boolean isEmpty() {
    return bits == 0;
  }

  public boolean have(DefectCode code) {
    return (bits & (1L << code.ordinal())) != 0;
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
