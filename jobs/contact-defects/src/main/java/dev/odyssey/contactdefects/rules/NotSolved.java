package dev.odyssey.contactdefects.rules;

import dev.odyssey.defects.ChargedTo;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.rules.Matcher;
import dev.odyssey.detection.rules.Rule;

/**
 * Asked whether we solved their problem, the customer says no. Cleared by the next resolution of
 * the issue; of a contact without issue, by a later answer that says yes.
 */
final class NotSolved {

  static final Rule<CustomerHistory> RULE =
      Rule.<CustomerHistory>of(DefectCode.NOT_SOLVED)
          .severity(Severity.HIGH)
          .charge(ChargedTo.CUSTOMER_SERVICE)
          .due("at SURVEYED with solved=false")
          .because((customer, found) -> "SURVEYED with solved=false")
          .says((customer, found) -> "the customer says that the problem was not solved")
          .occurrence(
              Matcher.of(Kinds.UNSOLVED),
              Matcher.<CustomerHistory>of(Kinds.RESOLUTION, CustomerHistory::isOfOnePart)
                  .knownBy(CustomerHistory::resolutionAfter));

  private NotSolved() {}
}
