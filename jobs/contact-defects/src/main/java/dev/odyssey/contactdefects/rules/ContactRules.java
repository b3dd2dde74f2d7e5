package dev.odyssey.contactdefects.rules;

import dev.odyssey.detection.rules.Rule;
import java.util.List;

/** Every built-in rule about contacts. */
public final class ContactRules {

  /** One rule for each defect code. */
  public static final List<Rule<CustomerHistory>> ALL =
      List.of(
          RepeatContact.RULE,
          TransferChain.RULE,
          DroppedContact.RULE,
          AbandonedContact.RULE,
          SlowResolution.RULE,
          NotSolved.RULE);

  private ContactRules() {}
}
