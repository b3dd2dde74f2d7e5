package dev.odyssey.notifications.cases;

import dev.odyssey.notifications.time.Memory;
import dev.odyssey.notifications.time.Rules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Which case a contact's defect belongs to: that of its order, else that of its issue, which only
 * its INITIATED says; and when the issue was resolved.
 */
public final class ContactRules implements Rules<ContactState, ContactInput, CaseInput> {

  private static final long serialVersionUID = 1;

  private static final int MAX_STEPS = 500;

  private static final Comparator<ContactInput.Step> ORDER =
      Comparator.comparingLong(ContactInput.Step::occurredAt)
          .thenComparingLong(ContactInput.Step::recordedAt)
          .thenComparing(ContactInput.Step::eventId);

  private final Memory memory;

  /** Rules that remember a contact for so long. */
  public ContactRules(Memory memory) {
    this.memory = memory;
  }

  @Override
  public ContactState decide(
      ContactState before, List<ContactInput> news, long now, Consumer<CaseInput> out) {
    List<ContactInput.Step> steps = new ArrayList<>();
    Map<String, DefectNews> defects = new TreeMap<>();
    Map<String, CaseInput> told = new TreeMap<>();
    if (before != null) {
      steps.addAll(before.steps());
      defects.putAll(before.defects());
      told.putAll(before.told());
    }
    for (ContactInput input : news) {
      if (input.step() != null) {
        add(steps, input.step());
      } else {
        defects.merge(
            input.news().defect().defectId(),
            input.news(),
            (known, one) -> one.revision() > known.revision() ? one : known);
      }
    }
    steps.sort(ORDER);
    if (steps.size() > MAX_STEPS) {
      steps.subList(0, steps.size() - MAX_STEPS).clear();
    }
    // To forget what a contact is about must not move its defect to another case.
    if (!news.isEmpty()) {
      defects.values().forEach(defect -> tell(input(defect, steps), told, out));
    }
    steps.removeIf(step -> memory.isOver(step.recordedAt(), now));
    defects.values().removeIf(defect -> memory.isOver(defect.detectedAt(), now));
    told.keySet().retainAll(defects.keySet());
    return steps.isEmpty() && defects.isEmpty() ? null : new ContactState(steps, defects, told);
  }

  private static void add(List<ContactInput.Step> steps, ContactInput.Step step) {
    if (steps.stream().noneMatch(known -> known.eventId().equals(step.eventId()))) {
      steps.add(step);
    }
  }

  private static void tell(CaseInput input, Map<String, CaseInput> told, Consumer<CaseInput> out) {
    String id = input.news().defect().defectId();
    CaseInput before = told.put(id, input);
    if (input.equals(before)) {
      return;
    }
    if (before != null && !before.caseId().equals(input.caseId())) {
      DefectNews last = before.news();
      out.accept(
          CaseInput.of(
              before.caseId(),
              new DefectNews(
                  last.defect(), last.revision(), last.status(), last.detectedAt(), null, true)));
    }
    out.accept(input);
  }

  private static CaseInput input(DefectNews news, List<ContactInput.Step> steps) {
    Set<String> retracted = new HashSet<>();
    steps.forEach(step -> retracted.add(step.retracts()));
    Defect defect = news.defect();
    String caseId = null;
    for (ContactInput.Step step : steps) {
      if (caseId == null
          && step.begins()
          && !retracted.contains(step.eventId())
          && step.contactId().equals(defect.contactId())) {
        caseId = caseOf(defect.customerId(), step);
      }
    }
    if (defect.orderId() != null) {
      caseId = CaseInput.ofOrder(defect.orderId());
    } else if (caseId == null) {
      caseId = "CONTACT:" + defect.contactId();
    }
    return CaseInput.of(
        caseId,
        new DefectNews(
            defect,
            news.revision(),
            news.status(),
            news.detectedAt(),
            resolution(defect, caseId, steps, retracted),
            false));
  }

  private static String caseOf(String customerId, ContactInput.Step step) {
    return step.orderId() != null
        ? CaseInput.ofOrder(step.orderId())
        : "ISSUE:" + customerId + ":" + step.reason();
  }

  /** The first resolution of the issue after the defect was raised; null for none. */
  private static Long resolution(
      Defect defect, String caseId, List<ContactInput.Step> steps, Set<String> retracted) {
    Set<String> contacts = new HashSet<>();
    contacts.add(defect.contactId());
    for (ContactInput.Step step : steps) {
      if (step.begins() && Objects.equals(caseOf(defect.customerId(), step), caseId)) {
        contacts.add(step.contactId());
      }
    }
    for (ContactInput.Step step : steps) {
      if (step.resolves()
          && step.occurredAt() > defect.raisedAt()
          && !retracted.contains(step.eventId())
          && contacts.contains(step.contactId())) {
        return step.occurredAt();
      }
    }
    return null;
  }

  @Override
  public long next(ContactState state, long now) {
    long next = NEVER;
    for (ContactInput.Step step : state.steps()) {
      next = Math.min(next, memory.end(step.recordedAt()));
    }
    for (DefectNews defect : state.defects().values()) {
      next = Math.min(next, memory.end(defect.detectedAt()));
    }
    return Math.max(next, now + 1);
  }
}
