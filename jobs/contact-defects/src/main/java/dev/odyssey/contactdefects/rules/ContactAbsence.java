package dev.odyssey.contactdefects.rules;

import dev.odyssey.detection.rules.Absence;
import dev.odyssey.detection.rules.Agenda;
import dev.odyssey.detection.rules.Signal;

/** An absence in a customer's contacts. */
abstract class ContactAbsence extends Absence<CustomerHistory> {

  private final String code;

  ContactAbsence(String code) {
    this.code = code;
  }

  /** The first event after an anchor that settles it; -1 for none. */
  abstract int firstSettler(CustomerHistory customer, int anchor);

  @Override
  public final String code() {
    return code;
  }

  @Override
  public final boolean concerns(Signal<CustomerHistory> signal) {
    return signal.isEvent() || signal.due() == code;
  }

  @Override
  public void cases(CustomerHistory customer, Agenda<CustomerHistory> agenda) {
    for (int i = 0; i < customer.size(); i++) {
      if (isAnchor(customer, i)) {
        long due = due(customer, i);
        if (due != NONE) {
          agenda.addAbsence(customer, this, i, due, firstSettler(customer, i));
        }
      }
    }
  }
}
