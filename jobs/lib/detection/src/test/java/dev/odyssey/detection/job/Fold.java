package dev.odyssey.detection.job;

import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.DefectStatus;
import dev.odyssey.defects.Finding;
import dev.odyssey.detection.facts.Fingerprint;
import dev.odyssey.detection.matching.Judgement;
import dev.odyssey.detection.operator.Detector;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.detection.rules.History;
import dev.odyssey.detection.timeline.Timeline;
import dev.odyssey.events.Event;
import dev.odyssey.facts.Fact;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What changes and facts come to, and what they should come to. */
final class Fold {

  /** The last change of each defect, by defectId; retracted ones too. */
  static Map<String, DefectChange> latest(Collection<DefectChange> changes) {
    Map<String, DefectChange> latest = new TreeMap<>();
    for (DefectChange change : changes) {
      latest.merge(change.defectId(), change, (a, b) -> a.revision() > b.revision() ? a : b);
    }
    return latest;
  }

  /** The defects that stand, by defectId. */
  static Map<String, Finding> standing(Collection<DefectChange> changes) {
    Map<String, Finding> standing = new TreeMap<>();
    latest(changes)
        .forEach(
            (id, change) -> {
              if (change.status() != DefectStatus.RETRACTED) {
                standing.put(id, change.finding());
              }
            });
    return standing;
  }

  /** The facts that stand, by factId, each what it says in short. */
  static Map<String, Long> facts(Collection<? extends Fact> told) {
    Map<String, Long> facts = new TreeMap<>();
    for (Fact fact : told) {
      if (fact.isWithdrawn()) {
        facts.remove(fact.factId());
      } else {
        facts.put(fact.factId(), Fingerprint.of(fact));
      }
    }
    return facts;
  }

  /** The defects that the events show by an instant, without any job. */
  static <E extends Event, H extends History<E>> Map<String, Finding> expected(
      Detection<E, H, ?> detection, List<E> events, long now) {
    Map<String, Finding> expected = new TreeMap<>();
    try (Detector<E, H> detector = detection.detector(Policies.builtIn())) {
      for (List<E> ofSubject : bySubject(events)) {
        for (Finding finding : detector.worded(detector.judge(history(ofSubject), now))) {
          expected.put(finding.defectId(), finding);
        }
      }
    }
    return expected;
  }

  /** The facts that the events come to by an instant, without any job. */
  static <E extends Event, H extends History<E>, F extends Fact> Map<String, Long> expectedFacts(
      Detection<E, H, F> detection, List<E> events, long now) {
    List<F> expected = new ArrayList<>();
    try (Detector<E, H> detector = detection.detector(Policies.builtIn())) {
      for (List<E> ofSubject : bySubject(events)) {
        Judgement<H> judgement = detector.judge(history(ofSubject), now);
        long since = ofSubject.get(0).recordedAt();
        detection
            .factRules()
            .derive(judgement, detector.findings(judgement), since, now)
            .forEach(contribution -> expected.add(contribution.fact()));
      }
    }
    return facts(expected);
  }

  private static <E extends Event> Collection<List<E>> bySubject(List<E> events) {
    Map<String, List<E>> bySubject = new HashMap<>();
    for (E event : events) {
      bySubject.computeIfAbsent(event.subjectId(), id -> new ArrayList<>()).add(event);
    }
    return bySubject.values();
  }

  private static <E extends Event> List<E> history(List<E> arrivals) {
    Timeline<E> timeline = new Timeline<>();
    arrivals.forEach(event -> timeline.add(event, Integer.MAX_VALUE));
    return timeline.history();
  }

  private Fold() {}
}
