package dev.odyssey.connectors.job;

import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.DefectStatus;
import dev.odyssey.defects.Finding;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.detection.rules.Detector;
import dev.odyssey.detection.timeline.Timeline;
import dev.odyssey.events.Event;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What changes come to, and what they should come to. */
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

  /** The defects that the events show by an instant, without any job. */
  static <E extends Event> Map<String, Finding> expected(
      Detection<E> detection, List<E> events, long now) {
    Map<String, List<E>> bySubject = new HashMap<>();
    for (E event : events) {
      bySubject.computeIfAbsent(event.subjectId(), id -> new ArrayList<>()).add(event);
    }
    Map<String, Finding> expected = new TreeMap<>();
    try (Detector<E, ?> detector = detection.detectors().apply(Policies.builtIn()).create()) {
      for (List<E> ofSubject : bySubject.values()) {
        Timeline<E> timeline = new Timeline<>();
        for (E event : ofSubject) {
          timeline.add(event, Integer.MAX_VALUE);
        }
        for (Finding finding : detector.evaluate(timeline.history(), now).findings()) {
          expected.put(finding.defectId(), finding);
        }
      }
    }
    return expected;
  }

  private Fold() {}
}
