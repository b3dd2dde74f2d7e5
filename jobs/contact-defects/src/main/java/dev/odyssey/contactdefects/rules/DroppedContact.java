package dev.odyssey.contactdefects.rules;

import dev.odyssey.defects.ChargedTo;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.rules.Matcher;
import dev.odyssey.detection.rules.Rule;

/**
 * A call or chat of the customer is cut off, or ended by customer service without a solution, and
 * nobody gets back to the customer in time.
 */
final class DroppedContact {

  static final Rule<CustomerHistory> RULE =
      Rule.<CustomerHistory>of(DefectCode.DROPPED_CONTACT)
          .severity(Severity.HIGH)
          .charge(ChargedTo.CUSTOMER_SERVICE)
          .missing(Callbacks.MISSING)
          .due("ENDED + callbackWithin")
          .says((customer, found) -> "dropped, and nobody got back to the customer in time")
          .absence(Matcher.of(Kinds.DROPPED), Callbacks.DUE, Callbacks.ANSWER);

  private DroppedContact() {}
}
