package dev.odyssey.contactdefects.rules;

import dev.odyssey.defects.ChargedTo;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.rules.Matcher;
import dev.odyssey.detection.rules.Rule;

/**
 * The customer gives up, or is turned away, before anybody served them, and nobody gets back to the
 * customer in time.
 */
final class AbandonedContact {

  static final Rule<CustomerHistory> RULE =
      Rule.<CustomerHistory>of(DefectCode.ABANDONED_CONTACT)
          .severity(Severity.WARNING)
          .charge(ChargedTo.CUSTOMER_SERVICE)
          .missing(Callbacks.MISSING)
          .due("ENDED + callbackWithin")
          .says(
              (customer, found) ->
                  "ended before the customer was served, and nobody got back in time")
          .absence(Matcher.of(Kinds.ABANDONED), Callbacks.DUE, Callbacks.ANSWER);

  private AbandonedContact() {}
}
