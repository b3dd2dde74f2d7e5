package dev.odyssey.contactdefects.rules;

import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Finding;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.rules.Agenda;
import dev.odyssey.detection.rules.Conditions;
import dev.odyssey.detection.rules.Signal;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.ContactEventType;
import org.apache.flink.cep.pattern.Pattern;

/** Asked whether we solved their problem, the customer says no. */
public final class NotSolved extends ContactRule {

  public NotSolved() {
    super(DefectCode.NOT_SOLVED);
  }

  @Override
  public Pattern<Signal<CustomerHistory>, ?> pattern() {
    return Pattern.<Signal<CustomerHistory>>begin("not solved")
        .where(Conditions.event((customer, i) -> isNo(customer.event(i))));
  }

  @Override
  boolean isShown(CustomerHistory customer, int index) {
    return isNo(customer.event(index));
  }

  private static boolean isNo(ContactEvent event) {
    return event.type() == ContactEventType.SURVEYED && Boolean.FALSE.equals(event.solved());
  }

  @Override
  public Finding finding(Agenda.Case<CustomerHistory> found) {
    return new ContactFinding(found.history(), found.anchor(), code(), Severity.HIGH)
        .evidence(found.anchor())
        .because("SURVEYED with solved=false")
        .summary("the customer says that the problem was not solved");
  }
}
