package dev.odyssey.notifications.incidents;

import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.Finding;
import dev.odyssey.notifications.Suppression;
import dev.odyssey.notifications.incidents.Incident.Step;
import dev.odyssey.notifications.settings.AlertSettings;
import dev.odyssey.streaming.DetectionClock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;

/**
 * What comes of the defects of one order, or of one contact without an order: which last for their
 * hold, which are history, and which are silenced by a worse one.
 *
 * <p>A defect that is over at the very instant that its hold ends is over within it.
 */
final class OrderIncidents {

  private static final Comparator<DefectChange> BY_DEFECT =
      Comparator.comparing(DefectChange::defectId).thenComparingInt(DefectChange::revision);

  private final AlertSettings settings;
  private final DetectionClock clock;
  private final SortedMap<String, Followed> followed;
  private final List<Incident> steps = new ArrayList<>();
  private boolean touched;

  /** Those that have changed, as they were last told of. */
  private final Map<String, DefectChange> told = new HashMap<>();

  /**
   * The defects as they are known.
   *
   * @param followed by defectId; is kept up to date
   */
  OrderIncidents(
      AlertSettings settings, DetectionClock clock, SortedMap<String, Followed> followed) {
    this.settings = settings;
    this.clock = clock;
    this.followed = followed;
  }

  /**
   * Takes the changes of an instant, and then what is due at it.
   *
   * @param at in epoch milliseconds, not before any that went before
   * @return the steps that follow, by incident
   */
  List<Incident> take(List<DefectChange> changes, long at) {
    Set<String> corrected = new HashSet<>();
    for (DefectChange change : changes.stream().sorted(BY_DEFECT).toList()) {
      Followed known = followed.get(change.defectId());
      if (known != null) {
        told.putIfAbsent(change.defectId(), known.change());
      }
      if (known == null || change.revision() > known.change().revision()) {
        take(change, known, at, corrected);
      }
    }
    for (String id : List.copyOf(followed.keySet())) {
      Followed one = followed.get(id);
      if (one.step() == Step.PENDING && holdEnd(one) <= at) {
        fire(id, one, at);
      } else if (one.isOpen()) {
        review(id, one, corrected.contains(id), at);
      }
    }
    steps.sort(Comparator.comparing(Incident::incidentId));
    List<Incident> taken = List.copyOf(steps);
    steps.clear();
    return taken;
  }

  private void take(DefectChange change, Followed known, long at, Set<String> corrected) {
    String id = change.defectId();
    boolean open = known != null && known.isOpen();
    boolean counts = settings.hold(change.finding().severity()).isPresent();
    switch (change.status()) {
      case RAISED -> {
        if (open && (counts || known.step() == Step.FIRING)) {
          keep(id, known.with(change, at));
          corrected.add(id);
        } else if (open) {
          tell(id, known.with(change, at).to(Step.DROPPED), at);
        } else if (counts) {
          Followed found = new Followed(change, Step.PENDING, null, change.detectedAt(), at);
          keep(id, found);
          tell(id, found.suppressedBy(suppression(id, found, at)), at);
        } else if (known != null) {
          keep(id, known.with(change, at));
        }
      }
      case CLEARED, RETRACTED -> {
        if (known != null) {
          Followed now = known.with(change, at);
          Step over = over(known.step(), change);
          if (over == null) {
            keep(id, now);
          } else {
            tell(id, now.to(over), at);
          }
        }
      }
    }
  }

  /** The step to take for a defect that is no more; null for none. */
  private static Step over(Step before, DefectChange change) {
    Step over =
        switch (change.status()) {
          case CLEARED -> Step.CLEARED;
          case RETRACTED -> Step.RETRACTED;
          case RAISED -> throw new IllegalArgumentException("not over: " + change.defectId());
        };
    return switch (before) {
      case PENDING -> Step.DROPPED;
      case FIRING -> over;
      case CLEARED -> over == Step.RETRACTED ? over : null;
      case DROPPED, RETRACTED, CHANGED -> null;
    };
  }

  private void fire(String id, Followed pending, long at) {
    tell(id, pending.to(Step.FIRING).suppressedBy(suppression(id, pending, at)), at);
  }

  /** Tells of an open defect if what is known of it, or its suppression, has changed. */
  private void review(String id, Followed open, boolean corrected, long at) {
    Followed now = open.suppressedBy(suppression(id, open, at));
    if (now.suppressedBy() != open.suppressedBy() || (corrected && open.step() == Step.FIRING)) {
      keep(id, now);
      steps.add(incident(now, now.step() == Step.FIRING ? Step.CHANGED : Step.PENDING, at));
    }
  }

  private Suppression suppression(String id, Followed open, long at) {
    if (isHistory(open, at)) {
      return Suppression.HISTORICAL;
    }
    return isInhibited(id, open) ? Suppression.INHIBITED : null;
  }

  /** Whether it is history is decided when it fires, for good. */
  private boolean isHistory(Followed open, long at) {
    if (open.step() == Step.FIRING) {
      return open.suppressedBy() == Suppression.HISTORICAL;
    }
    long found = Math.max(open.change().detectedAt(), clock.now(at));
    return open.change().finding().raisedAt() < found - settings.pagingHorizon().toMillis();
  }

  private boolean isInhibited(String id, Followed milder) {
    int rank = settings.inhibits().indexOf(milder.change().finding().code());
    if (rank < 1 || milder.change().finding().orderId() == null) {
      return false;
    }
    return followed.entrySet().stream()
        .filter(other -> !other.getKey().equals(id) && other.getValue().isOpen())
        .map(other -> settings.inhibits().indexOf(other.getValue().change().finding().code()))
        .anyMatch(worse -> worse >= 0 && worse < rank);
  }

  private long holdEnd(Followed pending) {
    Finding finding = pending.change().finding();
    return pending.since() + settings.hold(finding.severity()).orElseThrow().toMillis();
  }

  private void tell(String id, Followed now, long at) {
    keep(id, now);
    steps.add(incident(now, now.step(), at));
  }

  private void keep(String id, Followed now) {
    followed.put(id, now);
    touched = true;
  }

  private Incident incident(Followed now, Step step, long at) {
    Finding finding = now.change().finding();
    DefectChange before = told.put(finding.defectId(), now.change());
    Long cleared = finding.clearedAt();
    return new Incident(
        finding.defectId(),
        step,
        at,
        now.suppressedBy(),
        finding.code(),
        finding.severity(),
        finding.region(),
        finding.summary(),
        finding.raisedAt(),
        now.isOpen() ? null : cleared == null ? (Long) at : cleared,
        now.change(),
        before == null || concernSame(before.finding(), finding) ? null : before);
  }

  private static boolean concernSame(Finding one, Finding other) {
    return Objects.equals(one.customerId(), other.customerId())
        && Objects.equals(one.providerId(), other.providerId());
  }

  /** Whether any is otherwise than it was given. */
  boolean touched() {
    return touched;
  }

  /** The end of the next hold, in epoch milliseconds; null while none runs. */
  Long nextHoldEnd() {
    return followed.values().stream()
        .filter(one -> one.step() == Step.PENDING)
        .map(this::holdEnd)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  /** When anything was last heard of the order, in epoch milliseconds. */
  long seenAt() {
    return followed.values().stream().mapToLong(Followed::seenAt).max().orElse(Long.MIN_VALUE);
  }
}
