package dev.odyssey.detection.custom;

import dev.odyssey.defects.Severity;
import dev.odyssey.detection.policy.Setting;
import dev.odyssey.detection.rules.By;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * One version of a rule of one's own, as its document says it, checked.
 *
 * @param from anchors from this instant on are reported, in epoch milliseconds; the lowest for all
 * @param until and before this one; the highest for no end
 * @param shadow whether it only shows what it would find
 * @param text the document, in a form that is equal if and only if the documents mean the same
 */
public record CustomRule(
    String code,
    long from,
    long until,
    boolean shadow,
    RuleSubject of,
    Severity severity,
    String charge,
    Kind kind,
    String says,
    String text)
    implements Serializable {

  private static final long serialVersionUID = 1;

  public CustomRule {
    if (from >= until) {
      throw new IllegalArgumentException(code + " ends before it begins");
    }
  }

  /** Whether it is about orders, or about contacts and issues. */
  public boolean isOfOrders() {
    return of == RuleSubject.ORDER;
  }

  /** The same version ending at another instant, in epoch milliseconds; the highest for no end. */
  CustomRule endingAt(long instant) {
    return new CustomRule(code, from, instant, shadow, of, severity, charge, kind, says, text);
  }

  /** Which events. */
  record Events(List<String> types, Map<String, FieldTest> where) implements Serializable {}

  /** A duration after or before a time of the anchor. */
  record DueTime(By.Base base, int sign, Setting setting, long millis, String calendar)
      implements Serializable {}

  /** What it looks for. */
  sealed interface Kind extends Serializable {}

  record Absence(Events after, DueTime by, Events unless, List<String> same) implements Kind {}

  record Count(Events when, int times, long within) implements Kind {}

  record Sequence(Events first, Events then, Events without, long within) implements Kind {}
}
