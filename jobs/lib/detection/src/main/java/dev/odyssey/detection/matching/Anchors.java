package dev.odyssey.detection.matching;

import dev.odyssey.detection.rules.Form;
import dev.odyssey.detection.rules.History;
import dev.odyssey.detection.rules.Rule;
import java.util.List;

/** The events that defects of a rule may hang on, whether one was found or not. */
public final class Anchors {

  /**
   * How many there are: of an absence the events after which something may be missing, of the
   * others those at which a defect was found.
   */
  public static <H extends History<?>> int count(Rule<H> rule, H history) {
    if (!(rule.form() instanceof Form.Absence<H> absence)) {
      return new RuleTable<>(List.of(rule)).judge(history, Long.MAX_VALUE).found().size();
    }
    int anchors = 0;
    for (int start : history.starts(rule.scope())) {
      for (int i = start; i >= 0; i = history.next(rule.scope(), i)) {
        if (absence.after().fits(history, i) && RuleTable.isReported(rule, history, i)) {
          anchors++;
        }
      }
    }
    return anchors;
  }

  private Anchors() {}
}
