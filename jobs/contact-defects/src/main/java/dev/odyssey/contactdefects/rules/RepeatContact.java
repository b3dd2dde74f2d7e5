package dev.odyssey.contactdefects.rules;

import static dev.odyssey.detection.policy.Setting.RECONNECT_WITHIN;
import static dev.odyssey.detection.policy.Setting.REPEAT_CONTACT_WITHIN;

import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Finding;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.rules.Agenda;
import dev.odyssey.detection.rules.Conditions;
import dev.odyssey.detection.rules.Signal;
import dev.odyssey.events.ContactEvent;
import org.apache.flink.cep.pattern.Pattern;

/**
 * The customer has to ask again about the same issue, by whatever channel, soon after the contact
 * before had ended. Dialling back into a dropped line is no repeat. The record names who served the
 * earlier contact: they are measured by it.
 */
public final class RepeatContact extends ContactRule {

  public RepeatContact() {
    super(DefectCode.REPEAT_CONTACT);
  }

  @Override
  public Pattern<Signal<CustomerHistory>, ?> pattern() {
    return Pattern.<Signal<CustomerHistory>>begin("contact")
        .where(Conditions.event(CustomerHistory::isInboundInitiated))
        .followedBy("again")
        .where(
            Conditions.related(
                "contact",
                (contact, s) ->
                    s.isEvent()
                        && s.history().predecessor(s.index()) == contact.index()
                        && isSoon(s.history(), s.index())));
  }

  @Override
  boolean isShown(CustomerHistory customer, int index) {
    return customer.predecessor(index) >= 0 && isSoon(customer, index);
  }

  @Override
  int beginning(CustomerHistory customer, int anchor) {
    return customer.predecessor(anchor);
  }

  private static boolean isSoon(CustomerHistory customer, int index) {
    int earlier = customer.predecessor(index);
    int ended = customer.contact(earlier).lastEnded(customer.at(index));
    long since = customer.at(index) - customer.at(ended >= 0 ? ended : earlier);
    return since <= customer.policy().millis(REPEAT_CONTACT_WITHIN) && !customer.isReconnect(index);
  }

  @Override
  public Finding finding(Agenda.Case<CustomerHistory> found) {
    CustomerHistory customer = found.history();
    int anchor = found.anchor();
    int predecessor = customer.predecessor(anchor);
    Contact earlier = customer.contact(predecessor);
    int ended = earlier.lastEnded(customer.at(anchor));
    ContactEvent before = customer.event(predecessor);
    int contacts = customer.issue(anchor).inbound().indexOf(customer.contact(anchor)) + 1;
    return new ContactFinding(customer, anchor, code(), Severity.HIGH)
        .measures(earlier)
        .evidence(predecessor, ended, anchor)
        .because(
            "INITIATED at most repeatContactWithin "
                + customer.policy().written(REPEAT_CONTACT_WITHIN)
                + " after "
                + (ended >= 0 ? "the last ENDED of " : "the INITIATED of ")
                + before.contactId(),
            REPEAT_CONTACT_WITHIN,
            RECONNECT_WITHIN)
        .detail("earlierContactId", before.contactId())
        .detail("channel", customer.contact(anchor).channel())
        .detail("contactsSoFar", contacts)
        .summary("contact " + contacts + " about the same issue, after " + before.contactId());
  }
}
