package dev.odyssey.contactdefects.rules;

import dev.odyssey.codec.Instants;
import dev.odyssey.defects.ChargedTo;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.policy.Setting;
import dev.odyssey.detection.rules.Found;
import dev.odyssey.detection.rules.Matcher;
import dev.odyssey.detection.rules.Rule;
import java.util.Map;
import java.util.TreeMap;

/**
 * The customer has to ask again about the same issue, on any channel, soon after the contact before
 * had ended. Dialling back into a dropped line is no repeat. The record names who last served the
 * earlier contact: they are measured by it.
 */
final class RepeatContact {

  static final Rule<CustomerHistory> RULE =
      Rule.<CustomerHistory>of(DefectCode.REPEAT_CONTACT)
          .severity(Severity.HIGH)
          .charge(ChargedTo.CUSTOMER_SERVICE)
          .due("at an inbound INITIATED, repeatContactWithin after the end of the one before it")
          .because(
              RepeatContact::derivation, Setting.REPEAT_CONTACT_WITHIN, Setting.RECONNECT_WITHIN)
          .evidence(
              (customer, found) -> {
                Contact contact = customer.contact(found.anchor());
                return new int[] {contact.previous.initiated, contact.previousEnd};
              })
          .measures((customer, found) -> new int[] {earlier(customer, found).last})
          .details(
              (customer, found) ->
                  new TreeMap<>(
                      Map.of(
                          "earlierContactId",
                          earlierId(customer, found),
                          "contactsSoFar",
                          Integer.toString(customer.contact(found.anchor()).number))))
          .says(
              (customer, found) ->
                  "contact %d about the same issue, soon after %s"
                      .formatted(
                          customer.contact(found.anchor()).number, earlierId(customer, found)))
          .occurrence(Matcher.of(Kinds.REPEATS));

  /** The contact before it, which is measured. */
  static Contact earlier(CustomerHistory customer, Found<CustomerHistory> found) {
    return customer.contact(found.anchor()).previous;
  }

  private static String earlierId(CustomerHistory customer, Found<CustomerHistory> found) {
    return customer.event(earlier(customer, found).initiated).contactId();
  }

  private static String derivation(CustomerHistory customer, Found<CustomerHistory> found) {
    int end = customer.contact(found.anchor()).previousEnd;
    int since = end < 0 ? earlier(customer, found).initiated : end;
    return "INITIATED at most repeatContactWithin %s after the %s %s of %s"
        .formatted(
            customer.policy(found.anchor()).written(Setting.REPEAT_CONTACT_WITHIN),
            customer.event(since).typeName(),
            Instants.format(customer.at(since)),
            earlierId(customer, found));
  }

  private RepeatContact() {}
}
