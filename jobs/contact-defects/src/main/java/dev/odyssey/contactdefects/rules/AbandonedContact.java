package dev.odyssey.contactdefects.rules;

import static dev.odyssey.detection.policy.Setting.CALLBACK_WITHIN;

import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Finding;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.rules.Agenda;
import dev.odyssey.detection.rules.Signal;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.ContactEventType;
import dev.odyssey.events.EndedBy;
import org.apache.flink.cep.pattern.Pattern;

/**
 * The customer gives up before getting through to anybody, and nobody gets back to them. Settled by
 * somebody being there in another contact of the issue, or by its resolution.
 */
public final class AbandonedContact extends ContactAbsence {

  public AbandonedContact() {
    super(DefectCode.ABANDONED_CONTACT);
  }

  @Override
  public Pattern<Signal<CustomerHistory>, ?> pattern() {
    return Pattern.<Signal<CustomerHistory>>begin("abandoned")
        .where(anchor())
        .notFollowedBy("answer")
        .where(settling("abandoned"))
        .followedBy("callback due")
        .where(dueOf("abandoned"));
  }

  @Override
  protected boolean isAnchor(CustomerHistory customer, int index) {
    ContactEvent event = customer.event(index);
    Contact contact = customer.contact(index);
    return event.type() == ContactEventType.ENDED
        && contact.isInbound()
        && event.endedBy() == EndedBy.CUSTOMER
        && !Boolean.TRUE.equals(event.resolved())
        && !contact.connectedBefore(index);
  }

  @Override
  protected long due(CustomerHistory customer, int anchor) {
    return customer.at(anchor) + customer.policy().millis(CALLBACK_WITHIN);
  }

  @Override
  protected boolean settles(CustomerHistory customer, int anchor, int index) {
    return customer.isAnswer(anchor, index);
  }

  @Override
  int firstSettler(CustomerHistory customer, int anchor) {
    return customer.answerAfter(anchor);
  }

  @Override
  public Finding finding(Agenda.Case<CustomerHistory> found) {
    CustomerHistory customer = found.history();
    int anchor = found.anchor();
    return new ContactFinding(customer, anchor, code(), Severity.WARNING)
        .raisedAt(due(customer, anchor))
        .evidence(anchor)
        .settledBy(found.settler())
        .missing("CONNECTED or an outbound INITIATED")
        .because(
            "the ENDED event + callbackWithin " + customer.policy().written(CALLBACK_WITHIN),
            CALLBACK_WITHIN)
        .summary("given up unanswered, and nobody got back to the customer");
  }
}
