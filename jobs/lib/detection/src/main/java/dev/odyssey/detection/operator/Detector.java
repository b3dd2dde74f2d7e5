package dev.odyssey.detection.operator;

import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Finding;
import dev.odyssey.detection.findings.Findings;
import dev.odyssey.detection.matching.Judgement;
import dev.odyssey.detection.matching.Matching;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.detection.rules.Found;
import dev.odyssey.detection.rules.History;
import dev.odyssey.detection.rules.Rule;
import dev.odyssey.events.Event;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * Finds every defect that a subject's events show by an instant: a function of the events, the
 * rules, the policies and that instant, whatever was found before. Not thread-safe; one for each
 * operator.
 */
public final class Detector<E extends Event, H extends History<E>> implements AutoCloseable {

  private final String judgedBy;
  private final SortedMap<Long, String> policies;
  private final Function<List<E>, H> historyOf;
  private final Matching<H> matching;
  private final Findings<H> findings;

  /**
   * A detector.
   *
   * @param judgedBy a text of all that it judges by beside its code: equal texts judge alike
   */
  public Detector(
      String judgedBy, Function<List<E>, H> historyOf, Matching<H> matching, Findings<H> findings) {
    this(judgedBy, Collections.emptySortedMap(), historyOf, matching, findings);
  }

  /**
   * A detector under policies.
   *
   * @param policies texts of their versions, as {@link Policies#texts}
   */
  public Detector(
      String judgedBy,
      SortedMap<Long, String> policies,
      Function<List<E>, H> historyOf,
      Matching<H> matching,
      Findings<H> findings) {
    this.judgedBy = judgedBy;
    this.policies = policies;
    this.historyOf = historyOf;
    this.matching = matching;
    this.findings = findings;
  }

  /**
   * What the events show.
   *
   * @param events what happened, in order, without what was retracted
   * @param now the instant up to which time has passed, in epoch milliseconds of event time
   */
  public Judgement<H> judge(List<E> events, long now) {
    return matching.judge(historyOf.apply(events), now);
  }

  /** What the defects of a judgement mean, in its order, without words. */
  public List<Finding> findings(Judgement<H> judgement) {
    List<Found<H>> found = judgement.found();
    if (found.isEmpty()) {
      return List.of();
    }
    H history = judgement.history();
    Set<String> escalated = Set.of();
    List<Finding> meant = new ArrayList<>(found.size());
    for (Found<H> defect : found) {
      String escalates = null;
      if (defect.rule().escalates() != null) {
        escalated = escalated.isEmpty() ? ids(judgement) : escalated;
        String milder = id(defect.rule().escalates(), history, defect.anchor());
        escalates = escalated.contains(milder) ? milder : null;
      }
      meant.add(findings.finding(history, defect, escalates));
    }
    return meant;
  }

  private Set<String> ids(Judgement<H> judgement) {
    Set<String> ids = new HashSet<>();
    for (Found<H> defect : judgement.found()) {
      ids.add(id(defect.rule().code(), judgement.history(), defect.anchor()));
    }
    return ids;
  }

  private String id(String code, H history, int anchor) {
    return DefectCode.defectId(
        code, findings.subjectId(history, anchor), history.event(anchor).eventId());
  }

  /** A finding of a judgement with its words. */
  public Finding worded(Judgement<H> judgement, int index, Finding finding) {
    return findings.worded(finding, judgement.history(), judgement.found().get(index));
  }

  /** All findings of a judgement with their words. */
  public List<Finding> worded(Judgement<H> judgement) {
    List<Finding> meant = findings(judgement);
    List<Finding> worded = new ArrayList<>(meant.size());
    for (int i = 0; i < meant.size(); i++) {
      worded.add(worded(judgement, i, meant.get(i)));
    }
    return worded;
  }

  /** The defects that it looks for. */
  public List<String> codes() {
    return matching.rules().stream().map(Rule::code).distinct().toList();
  }

  /** A text of policies and rules of one's own: equal texts judge alike. */
  String judgedBy() {
    return judgedBy;
  }

  /** What the versions of the policies say, as {@link Policies#texts}. */
  SortedMap<Long, String> policies() {
    return policies;
  }

  @Override
  public void close() {
    matching.close();
  }
}
