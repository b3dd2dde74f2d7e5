package dev.odyssey.detection.scenarios;

import dev.odyssey.codec.Instants;
import dev.odyssey.defects.ChargedTo;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Finding;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.events.Event;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What happened, and the defects that must be found in it.
 *
 * @param codes the defects that the scenario speaks of; what else is found is none of its business
 * @param events what happened, in the order of the file
 * @param now the instant up to which time has passed, in epoch milliseconds
 */
record Scenario<E extends Event>(
    String name,
    Set<String> codes,
    Policies policies,
    List<E> events,
    long now,
    List<Expected> expected) {

  /**
   * A defect as a scenario tells of it. Not cleared unless it says so; severity, anchor and
   * escalation may be any where it says nothing (null).
   */
  record Expected(
      String line,
      String code,
      long raisedAt,
      ChargedTo chargedTo,
      String providerId,
      Long clearedAt,
      String clearReason,
      String anchor,
      String escalates,
      Severity severity) {

    boolean isMetBy(Finding found) {
      return code.equals(found.code())
          && raisedAt == found.raisedAt()
          && chargedTo == found.chargedTo()
          && Objects.equals(providerId, found.providerId())
          && Objects.equals(clearedAt, found.clearedAt())
          && Objects.equals(clearReason, found.clearReason())
          && (anchor == null || anchor.equals(found.anchorEventId()))
          && (escalates == null
              || DefectCode.defectId(escalates, found.subjectId(), found.anchorEventId())
                  .equals(found.escalates()))
          && (severity == null || severity == found.severity());
    }
  }

  /** A finding as an error message shows it. */
  static String told(Finding found) {
    return found.defectId()
        + " "
        + Instants.format(found.raisedAt())
        + " "
        + found.severity()
        + " "
        + found.chargedTo()
        + " "
        + found.providerId()
        + (found.isCleared()
            ? " cleared " + Instants.format(found.clearedAt()) + " by " + found.clearReason()
            : "")
        + (found.escalates() == null ? "" : " escalates " + found.escalates());
  }
}
