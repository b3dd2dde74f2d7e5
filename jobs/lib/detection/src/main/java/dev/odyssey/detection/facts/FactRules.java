package dev.odyssey.detection.facts;

import dev.odyssey.defects.Finding;
import dev.odyssey.detection.matching.Judgement;
import dev.odyssey.detection.rules.History;
import dev.odyssey.facts.Fact;
import java.io.Serializable;
import java.util.List;

/**
 * Derives what the subjects of one kind contribute to the scorecards. Stateless: the same judgement
 * gives the same contributions, whatever was derived before.
 *
 * @param <H> the histories of such subjects
 * @param <F> what is counted of them
 */
public interface FactRules<H extends History<?>, F extends Fact> extends Serializable {

  /**
   * What a part of a subject contributes.
   *
   * @param part which part of the subject it is, among those of the subject
   * @param index the position of an event of that part, with which it is forgotten
   */
  record Contribution<F extends Fact>(String part, int index, F fact) {}

  /**
   * Derives what a subject contributes, and notes in the judgement when time alone will change it.
   *
   * @param judgement what happened and what it shows
   * @param findings what the defects of the judgement mean, in its order
   * @param since when the first event of the history arrived, in epoch milliseconds
   * @param decidedAt when this is decided, as contributions say it
   */
  List<Contribution<F>> derive(
      Judgement<H> judgement, List<Finding> findings, long since, long decidedAt);

  /** The record that a part of a subject contributes nothing any more. */
  F withdrawn(String subjectId, String part, long since, long decidedAt);
}
