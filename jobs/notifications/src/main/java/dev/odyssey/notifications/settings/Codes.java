package dev.odyssey.notifications.settings;

import dev.odyssey.defects.DefectCode;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The codes of the suite; rules of one's own bring others. */
final class Codes {

  static final Set<String> SUITE = suite();

  private static Set<String> suite() {
    Set<String> codes = new HashSet<>();
    Arrays.stream(DefectCode.values()).forEach(code -> codes.add(code.name()));
    codes.addAll(List.of("LATE_RESCHEDULE", "LATE_DECLINE", "CUSTOMER_ABSENT"));
    return codes;
  }

  private Codes() {}
}
