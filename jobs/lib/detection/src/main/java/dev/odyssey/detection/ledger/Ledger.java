package dev.odyssey.detection.ledger;

import dev.odyssey.defects.DefectStatus;
import dev.odyssey.defects.Finding;
import dev.odyssey.detection.findings.Meaning;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares what is found of a subject with what was reported of it. A pure function: the same
 * findings and the same reports give the same steps.
 */
public final class Ledger {

  /**
   * A change that is due.
   *
   * @param report what will be reported of the defect
   * @param found which of the findings it is about; -1 for one that is not found any more
   */
  public record Step(Reported report, int found) {}

  /**
   * The changes that are due: what is new is raised (and cleared, where it is over already), what
   * means something else than reported is reported again, what is gone is retracted.
   *
   * @param reported the last report of each defect, retracted ones too, so that revisions go on
   */
  public static List<Step> steps(List<Reported> reported, List<Finding> findings) {
    List<Step> steps = List.of();
    int known = 0;
    Index index = new Index(reported);
    for (int i = 0; i < findings.size(); i++) {
      Finding finding = findings.get(i);
      Reported last = index.find(finding.code(), finding.anchorEventId());
      known += last == null || !last.stands() ? 0 : 1;
      long meaning = Meaning.of(finding);
      if (last != null && last.stands() && last.meaning() == meaning) {
        continue;
      }
      steps = steps.isEmpty() ? new ArrayList<>(4) : steps;
      int revision = last == null ? 0 : last.revision();
      if ((last == null || !last.stands()) && finding.isCleared()) {
        revision++;
        steps.add(step(finding, revision, DefectStatus.RAISED, meaning, i));
      }
      DefectStatus status = finding.isCleared() ? DefectStatus.CLEARED : DefectStatus.RAISED;
      steps.add(step(finding, revision + 1, status, meaning, i));
    }
    if (known < standing(reported)) {
      steps = steps.isEmpty() ? new ArrayList<>(4) : steps;
      retract(reported, findings, steps);
    }
    return steps;
  }

  private static void retract(List<Reported> reported, List<Finding> findings, List<Step> steps) {
    Set<Key> found = new HashSet<>();
    for (Finding finding : findings) {
      found.add(new Key(finding.code(), finding.anchorEventId()));
    }
    for (Reported last : reported) {
      if (last.stands() && !found.contains(new Key(last.code(), last.anchorEventId()))) {
        steps.add(
            new Step(
                new Reported(
                    last.code(),
                    last.anchorEventId(),
                    last.revision() + 1,
                    DefectStatus.RETRACTED,
                    last.meaning()),
                -1));
      }
    }
  }

  private static Step step(
      Finding finding, int revision, DefectStatus status, long meaning, int found) {
    return new Step(
        new Reported(finding.code(), finding.anchorEventId(), revision, status, meaning), found);
  }

  private static int standing(List<Reported> reported) {
    int standing = 0;
    for (Reported last : reported) {
      standing += last.stands() ? 1 : 0;
    }
    return standing;
  }

  private record Key(String code, String anchorEventId) {}

  /** Reports by their identity. Most subjects have few, for which a walk is cheaper than a map. */
  private static final class Index {

    private static final int FEW = 16;

    private final List<Reported> reported;
    private final Map<Key, Reported> many;

    Index(List<Reported> reported) {
      this.reported = reported;
      this.many = reported.size() > FEW ? new HashMap<>(2 * reported.size()) : null;
      if (many != null) {
        for (Reported last : reported) {
          many.put(new Key(last.code(), last.anchorEventId()), last);
        }
      }
    }

    Reported find(String code, String anchorEventId) {
      if (many != null) {
        return many.get(new Key(code, anchorEventId));
      }
      for (int i = 0; i < reported.size(); i++) {
        if (reported.get(i).isOf(code, anchorEventId)) {
          return reported.get(i);
        }
      }
      return null;
    }
  }

  /** What has been reported once some more changes are. */
  public static List<Reported> after(List<Reported> reported, List<Step> steps) {
    Map<Key, Reported> after = new LinkedHashMap<>();
    for (Reported last : reported) {
      after.put(new Key(last.code(), last.anchorEventId()), last);
    }
    for (Step step : steps) {
      after.put(new Key(step.report().code(), step.report().anchorEventId()), step.report());
    }
    return new ArrayList<>(after.values());
  }

  private Ledger() {}
}
