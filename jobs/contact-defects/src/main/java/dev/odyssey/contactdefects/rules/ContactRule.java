package dev.odyssey.contactdefects.rules;

import dev.odyssey.detection.rules.Agenda;
import dev.odyssey.detection.rules.Rule;
import dev.odyssey.detection.rules.Signal;
import java.util.ArrayList;
import java.util.List;

/** A rule about what did happen in contacts: found as soon as the event that shows it is there. */
abstract class ContactRule implements Rule<CustomerHistory> {

  private final String code;

  ContactRule(String code) {
    this.code = code;
  }

  @Override
  public final String code() {
    return code;
  }

  /** Whether the event at a position shows the defect. */
  abstract boolean isShown(CustomerHistory customer, int index);

  /** The earlier event that the pattern begins with; the anchor where it begins with that. */
  int beginning(CustomerHistory customer, int anchor) {
    return anchor;
  }

  @Override
  public final boolean concerns(Signal<CustomerHistory> signal) {
    return signal.isEvent();
  }

  @Override
  public final void cases(CustomerHistory customer, Agenda<CustomerHistory> agenda) {
    for (int i = 0; i < customer.size(); i++) {
      if (isShown(customer, i)) {
        int beginning = beginning(customer, i);
        List<Signal<CustomerHistory>> signals = new ArrayList<>(2);
        if (beginning < i) {
          signals.add(Signal.event(customer, beginning));
        }
        signals.add(Signal.event(customer, i));
        agenda.add(customer, i, signals);
      }
    }
  }
}
