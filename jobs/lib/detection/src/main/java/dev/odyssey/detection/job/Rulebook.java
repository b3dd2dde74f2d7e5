package dev.odyssey.detection.job;

import dev.odyssey.detection.custom.CustomRule;
import dev.odyssey.detection.policy.Policies;
import java.io.Serializable;
import java.util.List;

/**
 * What a job judges by, beside its built-in rules.
 *
 * @param custom rules of one's own, of every kind of subject
 * @param matcher by what rules are evaluated
 */
public record Rulebook(Policies policies, List<CustomRule> custom, MatcherKind matcher)
    implements Serializable {

  /** The built-in rules under some policies. */
  public static Rulebook of(Policies policies) {
    return new Rulebook(policies, List.of(), MatcherKind.TABLE);
  }
}
