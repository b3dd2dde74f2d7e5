package dev.odyssey.detection.job;

import dev.odyssey.detection.matching.CepMatching;
import dev.odyssey.detection.matching.Matching;
import dev.odyssey.detection.matching.RuleTable;
import dev.odyssey.detection.rules.History;
import dev.odyssey.detection.rules.Rule;
import java.util.List;

/** By what rules are evaluated. Both find the same. */
public enum MatcherKind {
  /** By the table that is compiled from the declarations. */
  TABLE,
  /** By Flink CEP's automaton, running the pattern of each declaration. */
  CEP;

  <H extends History<?>> Matching<H> of(List<Rule<H>> rules) {
    return this == TABLE ? new RuleTable<>(rules) : new CepMatching<>(rules);
  }
}
