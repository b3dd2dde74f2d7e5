package dev.odyssey.detection.matching;

import dev.odyssey.detection.cep.Match;
import dev.odyssey.detection.cep.PatternMatcher;
import dev.odyssey.detection.rules.Due;
import dev.odyssey.detection.rules.Form;
import dev.odyssey.detection.rules.Found;
import dev.odyssey.detection.rules.History;
import dev.odyssey.detection.rules.Rule;
import dev.odyssey.detection.rules.Signal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Rules by Flink CEP's automaton: what is raised is what the pattern of each declaration matches
 * over the signals of the history. What clears a defect later, and when to look again, follows from
 * the declaration as in {@link RuleTable}. Many times slower than the table.
 */
public final class CepMatching<H extends History<?>> implements Matching<H> {

  private final List<Rule<H>> rules;
  private final List<PatternMatcher<Signal<H>>> patterns = new ArrayList<>();
  private final RuleTable<H> table;

  public CepMatching(List<Rule<H>> rules) {
    this.rules = List.copyOf(rules);
    this.table = new RuleTable<>(rules);
    for (Rule<H> rule : rules) {
      patterns.add(new PatternMatcher<>(Patterns.of(rule)));
    }
  }

  @Override
  public List<Rule<H>> rules() {
    return rules;
  }

  @Override
  public Judgement<H> judge(H history, long now) {
    Judgement<H> judgement = table.judge(history, now);
    judgement.found().clear();
    for (int r = 0; r < rules.size(); r++) {
      List<Found<H>> found = new ArrayList<>();
      for (int start : history.starts(rules.get(r).scope())) {
        List<Signal<H>> signals = signals(rules.get(r), history, start, now);
        for (Match<Signal<H>> match : patterns.get(r).match(signals, Signal::at)) {
          add(rules.get(r), history, match, now, found);
        }
      }
      found.sort(Comparator.comparingInt(Found::anchor));
      found.forEach(judgement::add);
    }
    return judgement;
  }

  /**
   * The signals of one group, in order: events, and the due times of anchors that have passed, each
   * after the events of its instant.
   */
  private static <H extends History<?>> List<Signal<H>> signals(
      Rule<H> rule, H history, int start, long now) {
    List<Signal<H>> signals = new ArrayList<>();
    for (int i = start; i >= 0; i = history.next(rule.scope(), i)) {
      signals.add(Signal.event(history, i));
      if (rule.form() instanceof Form.Absence<H> absence && absence.after().fits(history, i)) {
        long due = absence.by().at(history, i);
        if (due != Due.NONE && due <= now) {
          signals.add(Signal.due(history, i, due));
        }
      }
    }
    signals.removeIf(signal -> !Patterns.concerns(rule, signal));
    signals.sort(Comparator.<Signal<H>>comparingLong(Signal::at).thenComparing(Signal::isDue));
    return signals;
  }

  private static <H extends History<?>> void add(
      Rule<H> rule, H history, Match<Signal<H>> match, long now, List<Found<H>> found) {
    List<Signal<H>> raising = match.all(Patterns.LAST);
    Signal<H> last = raising.get(raising.size() - 1);
    List<Signal<H>> anchors = match.all(Patterns.ANCHOR);
    int anchor = anchors.isEmpty() ? last.index() : anchors.get(0).index();
    if (!RuleTable.isReported(rule, history, anchor)) {
      return;
    }
    if (rule.form() instanceof Form.Absence<H> absence) {
      int settler = RuleTable.firstAfter(history, rule.scope(), anchor, absence.unless());
      long expiry = RuleTable.expiry(absence, history, anchor, settler);
      if (expiry > last.at()) {
        found.add(RuleTable.raised(rule, history, anchor, last.at(), settler, expiry, now));
      }
    } else if (rule.form() instanceof Form.Occurrence<H> occurrence) {
      found.add(RuleTable.occurred(rule, occurrence, history, anchor));
    } else {
      found.add(new Found<>(rule, anchor, last.index(), last.at(), -1, Found.OPEN));
    }
  }

  @Override
  public void close() {
    patterns.forEach(PatternMatcher::close);
  }
}
