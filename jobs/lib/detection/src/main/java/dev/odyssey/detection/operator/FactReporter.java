package dev.odyssey.detection.operator;

import dev.odyssey.defects.Finding;
import dev.odyssey.detection.facts.FactRules;
import dev.odyssey.detection.facts.FactRules.Contribution;
import dev.odyssey.detection.facts.Fingerprint;
import dev.odyssey.detection.matching.Judgement;
import dev.odyssey.detection.rules.History;
import dev.odyssey.detection.state.Subject;
import dev.odyssey.facts.Fact;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.OutputTag;

/**
 * Emits what subjects contribute to the scorecards where it differs from what was last emitted.
 *
 * @param <H> the histories of the subjects
 * @param <F> what is counted of them
 */
final class FactReporter<H extends History<?>, F extends Fact> implements Serializable {

  private static final long serialVersionUID = 1;

  private final FactRules<H, F> rules;
  private final OutputTag<F> tag;

  FactReporter(FactRules<H, F> rules, OutputTag<F> tag) {
    this.rules = rules;
    this.tag = tag;
  }

  /**
   * Derives what a subject contributes, emits what differs, and withdraws what is gone.
   *
   * @param findings what the defects of the judgement mean, in its order
   * @return by part the position of an event with which it is forgotten
   */
  Map<String, Integer> report(
      Subject<?> subject,
      Judgement<H> judgement,
      List<Finding> findings,
      long decidedAt,
      KeyedProcessFunction<String, ?, ?>.Context context,
      DetectionMetrics metrics) {
    List<Contribution<F>> contributions =
        rules.derive(judgement, findings, subject.since(), decidedAt);
    Map<String, Long> before = subject.contributed();
    boolean same = contributions.size() == before.size();
    Map<String, Long> after = new HashMap<>(2 * contributions.size());
    Map<String, Integer> parts = new HashMap<>(2 * contributions.size());
    for (Contribution<F> contribution : contributions) {
      Long fingerprint = Fingerprint.of(contribution.fact());
      after.put(contribution.part(), fingerprint);
      parts.put(contribution.part(), contribution.index());
      if (!fingerprint.equals(before.get(contribution.part()))) {
        same = false;
        context.output(tag, contribution.fact());
        metrics.fact();
      }
    }
    if (!same) {
      for (String part : before.keySet()) {
        if (!after.containsKey(part)) {
          String subjectId = (String) context.getCurrentKey();
          context.output(tag, rules.withdrawn(subjectId, part, subject.since(), decidedAt));
          metrics.fact();
        }
      }
      subject.contributed(after);
    }
    return parts;
  }
}
