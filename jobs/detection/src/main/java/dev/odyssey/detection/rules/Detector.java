package dev.odyssey.detection.rules;

import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Finding;
import dev.odyssey.detection.cep.PatternMatcher;
import dev.odyssey.events.Event;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Finds every defect that a subject's events show by an instant: a function of the events, the
 * policies and that instant, whatever was found before.
 *
 * <p>Holds the compiled patterns; not thread-safe. One an operator.
 */
public final class Detector<E extends Event, H extends History<E>> implements AutoCloseable {

  /**
   * What the events show.
   *
   * @param findings every defect by now, in the order of the rules
   * @param nextDue the next instant at which time alone changes the findings; {@link Agenda#NEVER}
   * @param lastDue the last such instant, past or to come; {@link Long#MIN_VALUE} if there is none
   */
  public record Evaluation(List<Finding> findings, long nextDue, long lastDue) {}

  private record Matched<H extends History<?>>(Rule<H> rule, PatternMatcher<Signal<H>> matcher) {}

  private final Function<List<E>, H> historyOf;
  private final List<Matched<H>> rules;

  public Detector(Function<List<E>, H> historyOf, List<? extends Rule<H>> rules) {
    this.historyOf = historyOf;
    this.rules = new ArrayList<>(rules.size());
    for (Rule<H> rule : rules) {
      this.rules.add(new Matched<>(rule, new PatternMatcher<>(rule.pattern())));
    }
  }

  /**
   * Evaluates a subject.
   *
   * @param events what happened, in order, without what was retracted
   * @param now the instant up to which time has passed, in epoch milliseconds of event time
   */
  public Evaluation evaluate(List<E> events, long now) {
    H history = historyOf.apply(events);
    List<Finding> findings = new ArrayList<>(4);
    long nextDue = Agenda.NEVER;
    long lastDue = Long.MIN_VALUE;
    boolean escalating = false;
    for (Matched<H> matched : rules) {
      Rule<H> rule = matched.rule;
      Agenda<H> agenda = new Agenda<>(now);
      rule.cases(history, agenda);
      nextDue = Math.min(nextDue, agenda.nextDue());
      lastDue = Math.max(lastDue, agenda.lastDue());
      for (Agenda.Case<H> found : agenda.cases()) {
        if (!matched.matcher.match(found.signals(), Signal::at).isEmpty()) {
          findings.add(rule.finding(found));
          escalating |= rule.escalates() != null;
        }
      }
    }
    return new Evaluation(escalating ? linked(findings) : findings, nextDue, lastDue);
  }

  /** The defects that it looks for. */
  public List<DefectCode> codes() {
    return rules.stream().map(matched -> matched.rule.code()).toList();
  }

  /** Names in each finding the milder one of the same anchor that it escalates. */
  private List<Finding> linked(List<Finding> findings) {
    Set<String> ids = new HashSet<>();
    for (Finding finding : findings) {
      ids.add(finding.defectId());
    }
    List<Finding> linked = new ArrayList<>(findings.size());
    for (Finding finding : findings) {
      DefectCode milder = escalates(finding.code());
      String id = milder == null ? null : milder.defectId(finding.anchorEventId());
      linked.add(ids.contains(id) ? finding.escalating(id) : finding);
    }
    return linked;
  }

  private DefectCode escalates(DefectCode code) {
    for (Matched<H> matched : rules) {
      if (matched.rule.code() == code) {
        return matched.rule.escalates();
      }
    }
    return null;
  }

  @Override
  public void close() {
    rules.forEach(matched -> matched.matcher.close());
  }
}
