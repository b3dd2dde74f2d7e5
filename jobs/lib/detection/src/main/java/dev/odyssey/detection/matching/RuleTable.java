package dev.odyssey.detection.matching;

import dev.odyssey.detection.rules.Due;
import dev.odyssey.detection.rules.Form;
import dev.odyssey.detection.rules.Found;
import dev.odyssey.detection.rules.History;
import dev.odyssey.detection.rules.Matcher;
import dev.odyssey.detection.rules.Rule;
import dev.odyssey.detection.rules.Scope;
import java.util.List;

/**
 * Rules as a table over the events of one subject: each event has a bit for each kind that it is,
 * and each rule knows the bits of what it waits for. One walk over the events decides each rule.
 */
public final class RuleTable<H extends History<?>> implements Matching<H> {

  private final List<Rule<H>> rules;

  public RuleTable(List<Rule<H>> rules) {
    this.rules = List.copyOf(rules);
  }

  @Override
  public List<Rule<H>> rules() {
    return rules;
  }

  @Override
  public Judgement<H> judge(H history, long now) {
    Judgement<H> judgement = new Judgement<>(history, now);
    long seen = 0;
    for (int i = 0; i < history.size(); i++) {
      seen |= history.kinds(i);
    }
    for (int r = 0; r < rules.size(); r++) {
      judge(rules.get(r), seen, judgement);
    }
    return judgement;
  }

  private void judge(Rule<H> rule, long seen, Judgement<H> judgement) {
    Form<H> form = rule.form();
    if (form instanceof Form.Absence<H> absence) {
      if ((seen & absence.after().kinds()) != 0) {
        absences(rule, absence, judgement);
      }
    } else if (form instanceof Form.Occurrence<H> occurrence) {
      if ((seen & occurrence.event().kinds()) != 0) {
        occurrences(rule, occurrence, judgement);
      }
    } else if (form instanceof Form.Count<H> count) {
      if ((seen & count.when().kinds()) != 0) {
        counts(rule, count, judgement);
      }
    } else if (form instanceof Form.Sequence<H> sequence) {
      if ((seen & sequence.then().kinds()) != 0) {
        sequences(rule, sequence, judgement);
      }
    }
  }

  private void absences(Rule<H> rule, Form.Absence<H> absence, Judgement<H> judgement) {
    H history = judgement.history();
    for (int start : history.starts(rule.scope())) {
      for (int i = start; i >= 0; i = history.next(rule.scope(), i)) {
        if (absence.after().fits(history, i) && isReported(rule, history, i)) {
          absence(rule, absence, i, judgement);
        }
      }
    }
  }

  private void absence(Rule<H> rule, Form.Absence<H> absence, int anchor, Judgement<H> judgement) {
    H history = judgement.history();
    long due = absence.by().at(history, anchor);
    if (due == Due.NONE) {
      return;
    }
    int settler = firstAfter(history, rule.scope(), anchor, absence.unless());
    if (settler >= 0 && history.at(settler) <= due) {
      return;
    }
    long expiry = expiry(absence, history, anchor, settler);
    if (expiry <= due) {
      return;
    }
    judgement.await(anchor, due);
    if (expiry != Found.OPEN) {
      judgement.await(anchor, expiry);
    }
    if (due <= judgement.now()) {
      judgement.add(raised(rule, history, anchor, due, settler, expiry, judgement.now()));
    }
  }

  /** When an absence that nothing has settled is over; {@link Found#OPEN} for never. */
  static <H extends History<?>> long expiry(
      Form.Absence<H> absence, H history, int anchor, int settler) {
    return absence.expiry() == null || settler >= 0
        ? Found.OPEN
        : absence.expiry().at(history, anchor);
  }

  static <H extends History<?>> Found<H> raised(
      Rule<H> rule, H history, int anchor, long due, int settler, long expiry, long now) {
    long clearedAt = settler >= 0 ? history.at(settler) : expiry <= now ? expiry : Found.OPEN;
    return new Found<>(rule, anchor, -1, due, settler, clearedAt);
  }

  private void occurrences(Rule<H> rule, Form.Occurrence<H> occurrence, Judgement<H> judgement) {
    H history = judgement.history();
    for (int start : history.starts(rule.scope())) {
      for (int i = start; i >= 0; i = history.next(rule.scope(), i)) {
        if (occurrence.event().fits(history, i) && isReported(rule, history, i)) {
          judgement.add(occurred(rule, occurrence, history, i));
        }
      }
    }
  }

  static <H extends History<?>> Found<H> occurred(
      Rule<H> rule, Form.Occurrence<H> occurrence, H history, int index) {
    int settler =
        occurrence.clearedBy() == null
            ? -1
            : firstAfter(history, rule.scope(), index, occurrence.clearedBy());
    return new Found<>(
        rule,
        index,
        index,
        history.at(index),
        settler,
        settler < 0 ? Found.OPEN : history.at(settler));
  }

  private void counts(Rule<H> rule, Form.Count<H> count, Judgement<H> judgement) {
    H history = judgement.history();
    long[] last = new long[count.times()];
    for (int start : history.starts(rule.scope())) {
      int seen = 0;
      for (int i = start; i >= 0; i = history.next(rule.scope(), i)) {
        if (!count.when().fits(history, i)) {
          continue;
        }
        last[seen % last.length] = history.at(i);
        seen++;
        if (seen >= last.length && history.at(i) - last[seen % last.length] <= count.within()) {
          seen = 0;
          if (isReported(rule, history, i)) {
            judgement.add(new Found<>(rule, i, i, history.at(i), -1, Found.OPEN));
          }
        }
      }
    }
  }

  private void sequences(Rule<H> rule, Form.Sequence<H> sequence, Judgement<H> judgement) {
    H history = judgement.history();
    for (int start : history.starts(rule.scope())) {
      int first = -1;
      for (int i = start; i >= 0; i = history.next(rule.scope(), i)) {
        boolean then = sequence.then().fits(history, first < 0 ? i : first, i);
        if (then
            && first >= 0
            && history.at(i) - history.at(first) <= sequence.within()
            && isReported(rule, history, first)) {
          judgement.add(new Found<>(rule, first, i, history.at(i), -1, Found.OPEN));
        }
        if (then || sequence.without().fits(history, i)) {
          first = -1;
        }
        if (sequence.first().fits(history, i)) {
          first = i;
        }
      }
    }
  }

  /** The first event after a position in its group that fits, seen from there; -1 for none. */
  static <H extends History<?>> int firstAfter(
      H history, Scope scope, int index, Matcher<H> matcher) {
    if (matcher.first() != null) {
      return matcher.first().after(history, index);
    }
    for (int i = history.next(scope, index); i >= 0; i = history.next(scope, i)) {
      if (matcher.fits(history, index, i)) {
        return i;
      }
    }
    return -1;
  }

  /** Whether defects of an anchor are reported: the rule holds then, and is not off. */
  static <H extends History<?>> boolean isReported(Rule<H> rule, H history, int anchor) {
    return rule.holdsAt(history.at(anchor)) && !history.policy(anchor).isOff(rule.code());
  }
}
