package dev.odyssey.contactdefects.rules;

import dev.odyssey.defects.Finding;
import dev.odyssey.detection.findings.Findings;
import dev.odyssey.detection.rules.Found;
import dev.odyssey.detection.rules.Rule;
import dev.odyssey.events.ContactEvent;

/**
 * What is said of a defect of a contact. Agent, site and bot version are the last ones known by the
 * event that {@linkplain Rule#measures measures} it; all else is of the anchor's contact.
 */
public final class ContactFindings implements Findings<CustomerHistory> {

  private static final long serialVersionUID = 1;

  @Override
  public String subjectId(CustomerHistory customer, int index) {
    return customer.event(index).contactId();
  }

  @Override
  public Finding finding(CustomerHistory customer, Found<CustomerHistory> found, String escalates) {
    Rule<CustomerHistory> rule = found.rule();
    ContactEvent anchor = customer.event(found.anchor());
    Contact contact = customer.contact(found.anchor());
    ContactEvent initiated = customer.initiated(found.anchor());
    int upTo = rule.measures(customer, found);
    Contact measured = customer.contact(upTo);
    ContactEvent settler = found.settler() < 0 ? null : customer.event(found.settler());
    return new Finding(
        rule.code(),
        anchor.eventId(),
        rule.severity(customer, found),
        rule.charged(customer, found).party(),
        initiated == null ? null : initiated.orderId(),
        anchor.contactId(),
        anchor.customerId(),
        null,
        null,
        contact.region,
        customer.latest(measured, upTo, ContactEvent::agentId),
        customer.latest(measured, upTo, ContactEvent::agentVersion),
        customer.latest(measured, upTo, ContactEvent::site),
        initiated == null ? null : initiated.channel().name(),
        contact.timeZone,
        null,
        null,
        found.raisedAt(),
        found.isCleared() ? (Long) found.clearedAt() : null,
        settler != null ? settler.typeName() : found.isCleared() ? EXPIRED : null,
        settler == null ? null : settler.eventId(),
        escalates,
        null,
        Findings.evidence(customer, found),
        rule.missing(),
        null,
        customer.policy(found.anchor()).written(rule.settings()),
        rule.details(customer, found));
  }

  @Override
  public Finding worded(Finding finding, CustomerHistory customer, Found<CustomerHistory> found) {
    return finding.worded(
        "Contact " + finding.contactId() + ": " + found.rule().says(customer, found),
        found.rule().derivation(customer, found));
  }
}
