package dev.odyssey.contactdefects.rules;

import dev.odyssey.defects.ChargedTo;
import dev.odyssey.detection.custom.Vocabulary;
import dev.odyssey.detection.rules.Rule.Charge;
import dev.odyssey.events.ContactEventType;

/** What rules of one's own about contacts and issues may speak of. */
public final class ContactVocabulary implements Vocabulary<CustomerHistory> {

  private static final long serialVersionUID = 1;

  @Override
  public boolean concerns(String of) {
    return of.equals("contact") || of.equals("issue");
  }

  @Override
  public long kind(String type) {
    return Kinds.of(ContactEventType.valueOf(type));
  }

  /** Channel, direction, reason and order are those of the contact, whatever its event says. */
  @Override
  public int fieldFrom(CustomerHistory customer, int index, String field) {
    return switch (field) {
      case "channel", "direction", "reason", "orderId" -> customer.contact(index).initiated;
      default -> index;
    };
  }

  @Override
  public Charge<CustomerHistory> charge(String party, boolean absence) {
    return Charge.to(ChargedTo.valueOf(party));
  }
}
