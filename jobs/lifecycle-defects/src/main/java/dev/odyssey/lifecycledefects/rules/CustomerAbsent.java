package dev.odyssey.lifecycledefects.rules;

import dev.odyssey.defects.ChargedTo;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.rules.Matcher;
import dev.odyssey.detection.rules.Rule;

/** The provider came and nobody was there. */
final class CustomerAbsent {

  static final Rule<OrderHistory> RULE =
      Rule.<OrderHistory>of(DefectCode.CUSTOMER_ABSENT)
          .severity(Severity.INFO)
          .charge(ChargedTo.CUSTOMER)
          .due("at a CUSTOMER_ABSENT")
          .says((order, found) -> "the provider came and nobody was there")
          .occurrence(Matcher.of(Kinds.ABSENT));

  private CustomerAbsent() {}
}
