package dev.odyssey.detection.job;

import dev.odyssey.detection.custom.CustomRule;
import dev.odyssey.detection.custom.RuleCompiler;
import dev.odyssey.detection.custom.Vocabulary;
import dev.odyssey.detection.documents.DocumentRules;
import dev.odyssey.detection.documents.RuleDocument;
import dev.odyssey.detection.facts.FactRules;
import dev.odyssey.detection.findings.Findings;
import dev.odyssey.detection.matching.Matching;
import dev.odyssey.detection.operator.DetectDefects.DetectorFactory;
import dev.odyssey.detection.operator.Detector;
import dev.odyssey.detection.operator.Judges;
import dev.odyssey.detection.operator.Shadow;
import dev.odyssey.detection.operator.ShadowScope;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.detection.rules.History;
import dev.odyssey.detection.rules.Rule;
import dev.odyssey.events.Event;
import dev.odyssey.facts.Fact;
import dev.odyssey.streaming.EventContract;
import dev.odyssey.streaming.FactContract;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

  private static final Logger LOG = LoggerFactory.getLogger(Detection.class);

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

  /** Makes detectors that judge by a rulebook, and by what is published beside it. */
  public DetectorFactory<E, H> detectors(Rulebook rulebook) {
    return new RulebookDetectors<>(historyOf, rules, findings, vocabulary, own(rulebook));
  }

  /**
   * What documents must be to be taken in beside a rulebook.
   *
   * @param retention nothing can be looked for beyond it
   */
  public DocumentRules documentRules(Rulebook rulebook, Duration retention) {
    return new Checks(vocabulary, own(rulebook), retention);
  }

  private record Checks(Vocabulary<?> words, Rulebook rulebook, Duration retention)
      implements DocumentRules {

    @Override
    public boolean concerns(String of) {
      return words.concerns(of);
    }

    @Override
    public void check(List<RuleDocument> documents, String key) {
      AppliedRules.of(
          rulebook, documents, retention, (of, warning) -> warnIf(of.equals(key), warning));
    }

    /** Of the others it was said before. */
    private static void warnIf(boolean isNew, String warning) {
      if (isNew) {
        LOG.warn(warning);
      }
    }
  }

  /** What of a rulebook is about this job's subjects. */
  private Rulebook own(Rulebook rulebook) {
    return new Rulebook(
        rulebook.policies(),
        rulebook.custom().stream().filter(vocabulary::concerns).toList(),
        rulebook.matcher());
  }

  private record RulebookDetectors<E extends Event, H extends History<E>>(
      HistoryOf<E, H> historyOf,
      List<Rule<H>> builtIn,
      Findings<H> findings,
      Vocabulary<H> words,
      Rulebook rulebook)
      implements DetectorFactory<E, H> {

    /** Documents were checked when they were accepted. */
    private static final Duration ANY_RETENTION = Duration.ofMillis(Long.MAX_VALUE);

    @Override
    public Detector<E, H> create() {
      return live(AppliedRules.of(rulebook, List.of(), ANY_RETENTION, (key, warning) -> {}));
    }

    @Override
    public Judges<E, H> judges(List<RuleDocument> documents) {
      AppliedRules applied =
          AppliedRules.of(rulebook, documents, ANY_RETENTION, (key, warning) -> {});
      return new Judges<>(live(applied), applied.scope().isEmpty() ? null : shadow(applied));
    }

    private Detector<E, H> live(AppliedRules applied) {
      return detector(
          applied.text(),
          applied.policies(),
          rulebook.matcher().of(compiled(builtIn, applied.live(), applied.policies())));
    }

    private Shadow<E, H> shadow(AppliedRules applied) {
      ShadowScope scope = applied.scope();
      Policies policies = applied.shadowPolicies();
      List<CustomRule> tried =
          applied.ifPromoted().stream().filter(rule -> scope.isOf(rule.code())).toList();
      List<Rule<H>> others = scope.isOfEveryCode() ? builtIn : List.of();
      return new Shadow<>(
          detector(
              applied.text(), policies, rulebook.matcher().of(compiled(others, tried, policies))),
          scope);
    }

    private Detector<E, H> detector(String text, Policies policies, Matching<H> matching) {
      return new Detector<>(
          text, policies.texts(), events -> historyOf.of(events, policies), matching, findings);
    }

    private List<Rule<H>> compiled(
        List<Rule<H>> others, List<CustomRule> custom, Policies policies) {
      List<Rule<H>> compiled = new ArrayList<>(others);
      RuleCompiler<H> compiler = new RuleCompiler<>(words, policies);
      custom.forEach(rule -> compiled.add(compiler.compile(rule)));
      return compiled;
    }
  }
}
