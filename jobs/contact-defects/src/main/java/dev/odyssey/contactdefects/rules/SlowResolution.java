package dev.odyssey.contactdefects.rules;

import dev.odyssey.defects.ChargedTo;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.policy.Setting;
import dev.odyssey.detection.rules.By;
import dev.odyssey.detection.rules.Due;
import dev.odyssey.detection.rules.Matcher;
import dev.odyssey.detection.rules.Rule;
import dev.odyssey.detection.rules.Scope;

/**
 * The customer's problem is not solved in time. It is over with a resolution in the episode that
 * the contact opened, or else when the episode expires: issueExpiry after its last event. An event
 * that still falls into the episode after that moves the expiry.
 */
final class SlowResolution {

  private static final Due<CustomerHistory> DUE = By.after(Setting.RESOLVE_WITHIN);

  static final Rule<CustomerHistory> RULE =
      Rule.<CustomerHistory>of(DefectCode.SLOW_RESOLUTION)
          .among(Scope.ISSUE)
          .severity(Severity.HIGH)
          .charge(ChargedTo.CUSTOMER_SERVICE)
          .missing("ENDED with resolved, or SURVEYED with solved")
          .due("INITIATED + resolveWithin")
          .because(
              (customer, found) -> DUE.derivation(customer, found.anchor()),
              Setting.RESOLVE_WITHIN,
              Setting.ISSUE_EXPIRY)
          .measures((customer, found) -> new int[] {customer.contact(found.anchor()).last})
          .says((customer, found) -> "the customer's problem was not solved in time")
          .absence(
              Matcher.of(Kinds.OPENS_EPISODE),
              DUE,
              Matcher.<CustomerHistory>of(
                      Kinds.RESOLUTION,
                      (customer, opening, i) -> resolution(customer, opening) == i)
                  .knownBy(SlowResolution::resolution),
              SlowResolution::expiry);

  private static int resolution(CustomerHistory customer, int opening) {
    return customer.contact(opening).episodeResolution;
  }

  private static long expiry(CustomerHistory customer, int opening) {
    return customer.at(customer.contact(opening).episodeLast)
        + customer.policy(opening).millis(Setting.ISSUE_EXPIRY);
  }

  private SlowResolution() {}
}
