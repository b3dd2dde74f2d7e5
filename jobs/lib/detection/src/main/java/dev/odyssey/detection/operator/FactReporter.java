package dev.odyssey.detection.operator;

import dev.odyssey.detection.facts.FactRules;
import dev.odyssey.detection.facts.FactRules.Contribution;
import dev.odyssey.detection.facts.Fingerprint;
import dev.odyssey.detection.state.Subject;
import dev.odyssey.events.Event;
import dev.odyssey.facts.Fact;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.OutputTag;

/**
 * Tells the scorecards what subjects contribute, where it is otherwise than last told.
 *
 * @param <E> what happens to a subject
 * @param <F> what is counted of it
 */
final class FactReporter<E extends Event, F extends Fact> implements Serializable {

  private static final long serialVersionUID = 1;

  private final FactRules<E, F> rules;
  private final OutputTag<F> tag;

  FactReporter(FactRules<E, F> rules, OutputTag<F> tag) {
    this.rules = rules;
    this.tag = tag;
  }

  boolean isStirredByLatest(List<E> history) {
    return rules.isStirredByLatest(history);
  }

  /**
   * Derives a subject's facts, tells those that are otherwise than last told, and withdraws those
   * that are gone.
   *
   * @param history what happened to the subject, in order
   * @param now the instant up to which time has passed, in epoch milliseconds of event time
   * @return what the subject contributes now, and when time alone changes it
   */
  Contribution<F> report(
      Subject<E> subject,
      List<E> history,
      long now,
      long decidedAt,
      KeyedProcessFunction<String, E, ?>.Context context,
      DetectionMetrics metrics) {
    Contribution<F> contribution =
        rules.derive(history, subject.standing().defects(), subject.since(), now, decidedAt);
    Map<String, Long> before = subject.facts();
    Map<String, Long> after = fingerprints(contribution.facts());
    if (after.equals(before)) {
      return contribution;
    }
    for (F fact : contribution.facts()) {
      String part = rules.part(fact);
      if (!after.get(part).equals(before.get(part))) {
        context.output(tag, fact);
        metrics.fact();
      }
    }
    for (String part : before.keySet()) {
      if (!after.containsKey(part)) {
        String subjectId = context.getCurrentKey();
        context.output(tag, rules.withdrawn(subjectId, part, subject.since(), decidedAt));
        metrics.fact();
      }
    }
    subject.facts(after);
    return contribution;
  }

  private Map<String, Long> fingerprints(List<F> facts) {
    if (facts.isEmpty()) {
      return Map.of();
    }
    if (facts.size() == 1) {
      return Map.of(rules.part(facts.get(0)), Fingerprint.of(facts.get(0)));
    }
    Map<String, Long> fingerprints = new HashMap<>(2 * facts.size());
    for (F fact : facts) {
      fingerprints.put(rules.part(fact), Fingerprint.of(fact));
    }
    return fingerprints;
  }
}
