package dev.odyssey.contactdefects.rules;

import dev.odyssey.detection.policy.Setting;
import dev.odyssey.detection.rules.By;
import dev.odyssey.detection.rules.Due;
import dev.odyssey.detection.rules.Matcher;

/** When and by what a customer is answered whom a contact has left without help. */
final class Callbacks {

  static final String MISSING = "CONNECTED by a person, or a resolution";

  static final Due<CustomerHistory> DUE = By.after(Setting.CALLBACK_WITHIN);

  /** Somebody reaches the customer, about whatever, or the issue is resolved. */
  static final Matcher<CustomerHistory> ANSWER =
      Matcher.<CustomerHistory>of(
              Kinds.REACHES | Kinds.RESOLUTION,
              (customer, ended, i) ->
                  customer.is(i, Kinds.REACHES) || customer.isOfOnePart(ended, i))
          .knownBy(CustomerHistory::answerAfter);

  private Callbacks() {}
}
