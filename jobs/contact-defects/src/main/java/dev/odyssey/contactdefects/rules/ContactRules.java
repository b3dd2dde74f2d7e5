package dev.odyssey.contactdefects.rules;

import dev.odyssey.detection.policy.Policies;
import dev.odyssey.detection.rules.Detector;
import dev.odyssey.detection.rules.Rule;
import dev.odyssey.events.ContactEvent;
import java.util.List;

/** Every rule about contacts. */
public final class ContactRules {

  /** One rule a defect code. */
  public static List<Rule<CustomerHistory>> all() {
    return List.of(
        new RepeatContact(),
        new TransferChain(),
        new DroppedContact(),
        new AbandonedContact(),
        new SlowResolution(),
        new NotSolved());
  }

  /** A detector of every defect of a customer's contacts; they follow the policies' defaults. */
  public static Detector<ContactEvent, CustomerHistory> detector(Policies policies) {
    return new Detector<>(
        policies, events -> new CustomerHistory(events, policies.defaults()), all());
  }

  private ContactRules() {}
}
