package dev.odyssey.notifications.settings;

import dev.odyssey.defects.DefectCode;
import java.util.HashSet;
import java.util.Set;

/** The codes of the suite; rules of one's own bring others. */
final class Codes {

  static final Set<String> SUITE = suite();

  private static Set<String> suite() {
    Set<String> codes = new HashSet<>(DefectCode.OF_ORDERS);
    codes.addAll(DefectCode.OF_CONTACTS);
    return codes;
  }

  private Codes() {}
}
