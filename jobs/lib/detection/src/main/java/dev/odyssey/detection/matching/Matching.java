package dev.odyssey.detection.matching;

import dev.odyssey.detection.rules.History;
import dev.odyssey.detection.rules.Rule;
import java.util.List;

/** Evaluates rules over a history. Not thread-safe; one for each operator. */
public interface Matching<H extends History<?>> extends AutoCloseable {

  /**
   * Finds every defect that a history shows by an instant.
   *
   * @param now the instant up to which time has passed, in epoch milliseconds of event time
   */
  Judgement<H> judge(H history, long now);

  /** The rules, in their order. */
  List<Rule<H>> rules();

  @Override
  default void close() {}
}
