package dev.odyssey.detection.cep;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One match of a pattern: which signals fill which stage.
 *
 * @param stages the signals by the name of their stage, stages in the order in which they were
 *     filled; a stage that nothing filled (an optional one, a negated one) is absent. Immutable.
 * @param <T> what the pattern reads
 */
public record Match<T>(Map<String, List<T>> stages) {

  public Match {
    Map<String, List<T>> copy = new LinkedHashMap<>();
    stages.forEach((stage, signals) -> copy.put(stage, List.copyOf(signals)));
    stages = Collections.unmodifiableMap(copy);
  }

  /** The signals that fill a stage, in order; empty where nothing does. */
  public List<T> all(String stage) {
    return stages.getOrDefault(stage, List.of());
  }

  /**
   * The signal that fills a stage.
   *
   * @throws IllegalArgumentException if the stage is not filled by exactly one
   */
  public T one(String stage) {
    List<T> signals = all(stage);
    if (signals.size() != 1) {
      throw new IllegalArgumentException(
          "stage '%s' holds %d signals, not one, in %s".formatted(stage, signals.size(), stages));
    }
    return signals.get(0);
  }
}
