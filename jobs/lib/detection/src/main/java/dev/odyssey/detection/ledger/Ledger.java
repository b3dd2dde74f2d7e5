package dev.odyssey.detection.ledger;

import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.DefectStatus;
import dev.odyssey.defects.Finding;
import dev.odyssey.detection.rules.Codes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What has been reported about one subject: of each defect its latest change, retracted ones too,
 * so that revisions go on counting.
 *
 * <p>Mutable, because it is what an operator holds in keyed state; not thread-safe.
 */
public final class Ledger {

  private static final Comparator<DefectChange> EMISSION =
      Comparator.<DefectChange>comparingLong(c -> c.finding().raisedAt())
          .thenComparing(c -> c.finding().code())
          .thenComparing(DefectChange::defectId)
          .thenComparing(DefectChange::revision);

  private final Map<String, DefectChange> reported = new LinkedHashMap<>();

  public Ledger() {}

  /** A ledger of what {@link #reported()} gave. */
  public Ledger(Iterable<DefectChange> reported) {
    for (DefectChange change : reported) {
      this.reported.put(change.defectId(), change);
    }
  }

  /** The latest change of each defect ever reported. */
  public Collection<DefectChange> reported() {
    return reported.values();
  }

  /** The defects that stand, those that are not retracted, in brief and in their order. */
  public List<Reported> standing() {
    List<Reported> standing = new ArrayList<>(reported.size());
    for (DefectChange change : reported.values()) {
      if (change.status() != DefectStatus.RETRACTED) {
        standing.add(Reported.of(change.finding()));
      }
    }
    standing.sort(Reported.ORDER);
    return standing;
  }

  public boolean isEmpty() {
    return reported.isEmpty();
  }

  /**
   * Takes up what is found now and gives the changes to what was reported: what is new is raised
   * (and cleared, where it is over already), what is otherwise than reported is reported again,
   * what is gone is retracted.
   *
   * @param detectedAt wall clock, epoch milliseconds
   * @return the changes in the order of their defects' raisedAt
   */
  public List<DefectChange> update(List<Finding> findings, long detectedAt) {
    return update(findings, Codes.ALL, detectedAt);
  }

  /**
   * As {@link #update(List, long)}, of some codes only: what was reported of others stands.
   *
   * @param asked the codes that the findings are of
   */
  public List<DefectChange> update(List<Finding> findings, Codes asked, long detectedAt) {
    List<DefectChange> changes = new ArrayList<>();
    Set<String> found = new HashSet<>();
    for (Finding finding : findings) {
      found.add(finding.defectId());
      DefectChange last = reported.get(finding.defectId());
      if (last == null || last.status() == DefectStatus.RETRACTED) {
        last = report(changes, last, DefectStatus.RAISED, finding.uncleared(), detectedAt);
      }
      if (!last.finding().equals(finding)) {
        DefectStatus status = finding.isCleared() ? DefectStatus.CLEARED : DefectStatus.RAISED;
        report(changes, last, status, finding, detectedAt);
      }
    }
    if (found.size() < reported.size()) {
      for (DefectChange last : List.copyOf(reported.values())) {
        if (asked.have(last.finding().code())
            && last.status() != DefectStatus.RETRACTED
            && !found.contains(last.defectId())) {
          report(changes, last, DefectStatus.RETRACTED, last.finding(), detectedAt);
        }
      }
    }
    changes.sort(EMISSION);
    return changes;
  }

  private DefectChange report(
      List<DefectChange> changes,
      DefectChange last,
      DefectStatus status,
      Finding finding,
      long detectedAt) {
    int revision = last == null ? 1 : last.revision() + 1;
    DefectChange change = new DefectChange(revision, status, detectedAt, finding);
    reported.put(change.defectId(), change);
    changes.add(change);
    return change;
  }
}
