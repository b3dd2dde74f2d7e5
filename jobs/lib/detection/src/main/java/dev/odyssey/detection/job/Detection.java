package dev.odyssey.detection.job;

import dev.odyssey.detection.custom.CustomRule;
import dev.odyssey.detection.custom.RuleCompiler;
import dev.odyssey.detection.custom.Vocabulary;
import dev.odyssey.detection.facts.FactRules;
import dev.odyssey.detection.findings.Findings;
import dev.odyssey.detection.operator.DetectDefects.DetectorFactory;
import dev.odyssey.detection.operator.Detector;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.detection.rules.History;
import dev.odyssey.detection.rules.Rule;
import dev.odyssey.events.Event;
import dev.odyssey.facts.Fact;
import dev.odyssey.streaming.EventContract;
import dev.odyssey.streaming.FactContract;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * What one detection job is about: which events it reads, how it sees them, which rules it applies,
 * and what it contributes to the scorecards.
 *
 * @param job the name of the job
 * @param rules the built-in ones
 * @param findings what is said of a defect
 * @param vocabulary what rules of one's own may name
 * @param facts how contributions are written
 * @param factRules what contributions are
 */
public record Detection<E extends Event, H extends History<E>, F extends Fact>(
    String job,
    EventContract<E> contract,
    TypeInformation<E> eventType,
    HistoryOf<E, H> historyOf,
    List<Rule<H>> rules,
    Findings<H> findings,
    Vocabulary<H> vocabulary,
    FactContract<F> facts,
    FactRules<H, F> factRules) {

  /** How what happened is seen. */
  @FunctionalInterface
  public interface HistoryOf<E extends Event, H extends History<E>> extends Serializable {

    /**
     * A history.
     *
     * @param events in order, without what was retracted
     */
    H of(List<E> events, Policies policies);
  }

  /** A detector under some policies, of the built-in rules. */
  public Detector<E, H> detector(Policies policies) {
    return detectors(Rulebook.of(policies)).create();
  }

  /** Makes detectors that judge by a rulebook. */
  public DetectorFactory<E, H> detectors(Rulebook rulebook) {
    HistoryOf<E, H> history = historyOf;
    List<Rule<H>> builtIn = rules;
    Findings<H> said = findings;
    Vocabulary<H> words = vocabulary;
    Policies policies = rulebook.policies();
    return () -> {
      List<Rule<H>> applied = new ArrayList<>(builtIn);
      RuleCompiler<H> compiler = new RuleCompiler<>(words, policies);
      for (CustomRule rule : rulebook.custom()) {
        if (words.concerns(rule) && !rule.shadow()) {
          applied.add(compiler.compile(rule));
        }
      }
      return new Detector<>(
          rulebook.text(),
          events -> history.of(events, policies),
          rulebook.matcher().of(applied),
          said);
    };
  }
}
