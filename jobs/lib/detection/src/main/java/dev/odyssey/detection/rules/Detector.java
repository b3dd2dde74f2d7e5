package dev.odyssey.detection.rules;

import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Finding;
import dev.odyssey.detection.cep.PatternMatcher;
import dev.odyssey.detection.policy.Policies;
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
   * @param asked the codes of the rules that were asked: of others nothing is said
   * @param findings every defect of these by now, in the order of the rules
   * @param nextDue the next instant at which time alone changes the findings, of the rules whose
   *     due times were looked at; {@link Agenda#NEVER}
   * @param lastDue the last such instant, past or to come; {@link Long#MIN_VALUE} if there is none
   */
  public record Evaluation(Codes asked, List<Finding> findings, long nextDue, long lastDue) {}

  /**
   * A rule at work.
   *
   * @param group the codes that must be asked together, since some escalate others
   * @param agenda used again for each history
   */
  private record Matched<H extends History<?>>(
      Rule<H> rule, Codes group, PatternMatcher<Signal<H>> matcher, Agenda<H> agenda) {}

  private static final Evaluation NOTHING =
      new Evaluation(Codes.NONE, List.of(), Agenda.NEVER, Long.MIN_VALUE);

  private final Policies policies;
  private final Function<List<E>, H> historyOf;
  private final List<Matched<H>> rules;
  private final Relevance<E> relevance;

  /** A detector that asks every rule about every event. */
  public Detector(
      Policies policies, Function<List<E>, H> historyOf, List<? extends Rule<H>> rules) {
    this(policies, historyOf, rules, Relevance.ofEverything());
  }

  /**
   * A detector.
   *
   * @param policies that histories are seen under
   * @param relevance which rules an event matters to
   */
  public Detector(
      Policies policies,
      Function<List<E>, H> historyOf,
      List<? extends Rule<H>> rules,
      Relevance<E> relevance) {
    this.policies = policies;
    this.historyOf = historyOf;
    this.relevance = relevance;
    this.rules = new ArrayList<>(rules.size());
    Codes escalating = escalating(rules);
    for (Rule<H> rule : rules) {
      Codes own = Codes.of(rule.code());
      this.rules.add(
          new Matched<>(
              rule,
              own.meet(escalating) ? escalating : own,
              new PatternMatcher<>(rule.pattern()),
              new Agenda<>(Agenda.NEVER)));
    }
  }

  /** The codes that escalate another one, and those that are escalated. */
  private static Codes escalating(List<? extends Rule<?>> rules) {
    Codes codes = Codes.NONE;
    for (Rule<?> rule : rules) {
      if (rule.escalates() != null) {
        codes = codes.and(Codes.of(rule.code(), rule.escalates()));
      }
    }
    return codes;
  }

  /**
   * Evaluates a subject. It answers for every code, of rules that there are no more too: what was
   * reported by one stands no longer.
   *
   * @param events what happened, in order, without what was retracted
   * @param now the instant up to which time has passed, in epoch milliseconds of event time
   */
  public Evaluation evaluate(List<E> events, long now) {
    Evaluation all = ask(Codes.ALL, events, now);
    return new Evaluation(Codes.ALL, all.findings(), all.nextDue(), all.lastDue());
  }

  /**
   * Evaluates what may be otherwise than before because of the last event.
   *
   * @param events what happened, in order, as it was when last evaluated but for one more event at
   *     the end, which is later than the others, and later than anything was raised at
   * @param now up to when time has passed; no due time has passed since the last evaluation
   * @param open codes of which a defect is open
   */
  public Evaluation evaluateLatest(List<E> events, long now, Codes open) {
    Codes relevant = relevance.ofLatest(events, open);
    return relevant.isEmpty() ? NOTHING : ask(relevant, events, now);
  }

  /**
   * Evaluates what may be otherwise than before because time has passed; looks at every due time.
   *
   * @param events what happened, as it was when last evaluated
   * @param since up to when time had passed then
   */
  public Evaluation evaluateDue(List<E> events, long since, long now) {
    H history = historyOf.apply(events);
    Codes moved = Codes.NONE;
    for (Matched<H> matched : rules) {
      if (plan(matched, history, now, since).hasMoved()) {
        moved = moved.and(matched.group);
      }
    }
    return find(moved, Codes.ALL);
  }

  private Evaluation ask(Codes codes, List<E> events, long now) {
    H history = historyOf.apply(events);
    Codes asked = Codes.NONE;
    for (Matched<H> matched : rules) {
      if (matched.group.meet(codes)) {
        plan(matched, history, now, now);
        asked = asked.and(matched.group);
      }
    }
    return find(asked, asked);
  }

  private Agenda<H> plan(Matched<H> matched, H history, long now, long since) {
    matched.agenda.clear(now, since);
    matched.rule.cases(history, matched.agenda);
    return matched.agenda;
  }

  /** Finds what the rules that are asked have on their agendas; looks ahead for all planned. */
  private Evaluation find(Codes asked, Codes planned) {
    List<Finding> findings = List.of();
    long nextDue = Agenda.NEVER;
    long lastDue = Long.MIN_VALUE;
    boolean escalating = false;
    for (int i = 0; i < rules.size(); i++) {
      Matched<H> matched = rules.get(i);
      Rule<H> rule = matched.rule;
      if (!planned.have(rule.code())) {
        continue;
      }
      Agenda<H> agenda = matched.agenda;
      nextDue = Math.min(nextDue, agenda.nextDue());
      lastDue = Math.max(lastDue, agenda.lastDue());
      if (asked.have(rule.code())) {
        for (Agenda.Case<H> found : agenda.cases()) {
          if (!matched.matcher.match(found.signals(), Signal::at).isEmpty()) {
            findings = findings.isEmpty() ? new ArrayList<>(4) : findings;
            findings.add(rule.finding(found));
            escalating |= rule.escalates() != null;
          }
        }
      }
    }
    return new Evaluation(asked, escalating ? linked(findings) : findings, nextDue, lastDue);
  }

  /** The defects that it looks for. */
  public List<String> codes() {
    return rules.stream().map(matched -> matched.rule.code()).toList();
  }

  /** What it judges by beside its rules. */
  public Policies policies() {
    return policies;
  }

  /** Names in each finding the milder one of the same anchor that it escalates. */
  private List<Finding> linked(List<Finding> findings) {
    Set<String> ids = new HashSet<>();
    for (Finding finding : findings) {
      ids.add(finding.defectId());
    }
    List<Finding> linked = new ArrayList<>(findings.size());
    for (Finding finding : findings) {
      String milder = escalates(finding.code());
      String id =
          milder == null
              ? null
              : DefectCode.defectId(milder, finding.subjectId(), finding.anchorEventId());
      linked.add(ids.contains(id) ? finding.escalating(id) : finding);
    }
    return linked;
  }

  private String escalates(String code) {
    for (Matched<H> matched : rules) {
      if (matched.rule.code().equals(code)) {
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
