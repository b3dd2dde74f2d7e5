package dev.odyssey.detection.operator;

import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.DefectStatus;
import dev.odyssey.defects.Finding;
import dev.odyssey.detection.findings.Meaning;
import dev.odyssey.detection.ledger.Ledger;
import dev.odyssey.detection.ledger.Reported;
import dev.odyssey.detection.matching.Judgement;
import dev.odyssey.detection.rules.History;
import dev.odyssey.detection.timeline.Timeline;
import dev.odyssey.events.Event;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.flink.api.common.state.ListState;

/**
 * Tells what would be reported if what is in the shadow were live. It has a ledger of its own, with
 * revisions of its own, in which each defect has its last change. A defect that is live and would
 * not be is retracted in it, once, though it was never raised: so all that would differ is said.
 *
 * <p>Subjects are not kept for it: what is tried must not change what is live. An absence that
 * would be due after its subject is forgotten is not told.
 */
final class ShadowReporter<E extends Event, H extends History<E>> {

  private final ListState<DefectChange> ledger;

  ShadowReporter(ListState<DefectChange> ledger) {
    this.ledger = ledger;
  }

  /** A judgement, what its defects mean, and who has words for them. */
  private record Judged<E extends Event, H extends History<E>>(
      Detector<E, H> detector, Judgement<H> judgement, List<Finding> findings) {

    /** The positions of the defects in scope, by their ids. */
    Map<String, Integer> in(ShadowScope scope) {
      Map<String, Integer> indices = new LinkedHashMap<>();
      for (int i = 0; i < findings.size(); i++) {
        Finding finding = findings.get(i);
        long anchorAt = judgement.history().at(judgement.found().get(i).anchor());
        if (scope.covers(finding.code(), anchorAt)) {
          indices.put(finding.defectId(), i);
        }
      }
      return indices;
    }

    Finding worded(int index) {
      return detector.worded(judgement, index, findings.get(index));
    }
  }

  /**
   * Emits what differs from what was told of the shadow.
   *
   * @param events what happened, in order, without what was retracted
   * @param live what is live, judged at the same instant
   * @return the next instant at which time alone changes something; {@link Judgement#NEVER}
   */
  long report(
      Shadow<E, H> shadow,
      List<E> events,
      Detector<E, H> liveDetector,
      Judgement<H> live,
      List<Finding> liveFindings,
      long detectedAt,
      Consumer<DefectChange> out)
      throws Exception {
    Judgement<H> judgement = shadow.detector().judge(events, live.now());
    Judged<E, H> tried =
        new Judged<>(shadow.detector(), judgement, shadow.detector().findings(judgement));
    Judged<E, H> now = new Judged<>(liveDetector, live, liveFindings);
    Map<String, Integer> wouldBe = tried.in(shadow.scope());
    Map<String, Integer> wouldNotBe = now.in(shadow.scope());
    wouldNotBe.keySet().removeAll(wouldBe.keySet());
    Map<String, DefectChange> told = told();
    if (!wouldBe.isEmpty() || !wouldNotBe.isEmpty() || !told.isEmpty()) {
      List<DefectChange> changes = changes(told, tried, wouldBe, detectedAt);
      wouldNotBe.forEach(
          (id, index) -> {
            if (!told.containsKey(id)) {
              changes.add(
                  new DefectChange(1, DefectStatus.RETRACTED, detectedAt, now.worded(index)));
            }
          });
      tell(told, changes, out);
    }
    return judgement.nextDue();
  }

  /** Takes back all that stands: nothing is tried any more. */
  void withdraw(long detectedAt, Consumer<DefectChange> out) throws Exception {
    Map<String, DefectChange> told = told();
    if (!told.isEmpty()) {
      List<DefectChange> changes = new ArrayList<>();
      for (DefectChange last : told.values()) {
        if (last.status() != DefectStatus.RETRACTED) {
          changes.add(retracted(last, last.revision() + 1, detectedAt));
        }
      }
      tell(told, changes, out);
    }
  }

  private Map<String, DefectChange> told() throws Exception {
    Map<String, DefectChange> told = new TreeMap<>();
    for (DefectChange last : ledger.get()) {
      told.put(last.defectId(), last);
    }
    return told;
  }

  private List<DefectChange> changes(
      Map<String, DefectChange> told,
      Judged<E, H> tried,
      Map<String, Integer> wouldBe,
      long detectedAt) {
    List<Reported> reported = new ArrayList<>(told.size());
    for (DefectChange last : told.values()) {
      reported.add(
          new Reported(
              last.finding().code(),
              last.finding().anchorEventId(),
              last.revision(),
              last.status(),
              Meaning.of(last.finding())));
    }
    List<Integer> indices = new ArrayList<>(wouldBe.values());
    List<Finding> findings = indices.stream().map(tried.findings()::get).toList();
    List<DefectChange> changes = new ArrayList<>();
    for (Ledger.Step step : Ledger.steps(reported, findings)) {
      Reported report = step.report();
      if (step.found() < 0) {
        changes.add(retracted(lastOf(told, report), report.revision(), detectedAt));
      } else {
        Finding worded = tried.worded(indices.get(step.found()));
        changes.add(
            new DefectChange(
                report.revision(),
                report.status(),
                detectedAt,
                report.status() == DefectStatus.RAISED ? worded.uncleared() : worded));
      }
    }
    return changes;
  }

  private static DefectChange lastOf(Map<String, DefectChange> told, Reported report) {
    for (DefectChange last : told.values()) {
      if (last.finding().code().equals(report.code())
          && last.finding().anchorEventId().equals(report.anchorEventId())) {
        return last;
      }
    }
    throw new IllegalStateException("told, and not in the ledger: " + report);
  }

  private static DefectChange retracted(DefectChange last, int revision, long detectedAt) {
    return new DefectChange(revision, DefectStatus.RETRACTED, detectedAt, last.finding());
  }

  private void tell(
      Map<String, DefectChange> told, List<DefectChange> changes, Consumer<DefectChange> out)
      throws Exception {
    if (changes.isEmpty()) {
      return;
    }
    changes.sort(DetectDefects.EMISSION);
    for (DefectChange change : changes) {
      told.put(change.defectId(), change);
      out.accept(change);
    }
    ledger.update(new ArrayList<>(told.values()));
  }

  /** Forgets defects whose anchors are forgotten. */
  void keep(Timeline<E> timeline) throws Exception {
    Map<String, DefectChange> told = told();
    if (!told.isEmpty()) {
      Set<String> known = new HashSet<>();
      timeline.events().forEach(event -> known.add(event.eventId()));
      if (told.values().removeIf(last -> !known.contains(last.finding().anchorEventId()))) {
        ledger.update(new ArrayList<>(told.values()));
      }
    }
  }

  void clear() {
    ledger.clear();
  }
}
