package dev.odyssey.mapping;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What statuses mean. A status that is named as it is goes before one that is named by a pattern,
 * and of patterns the first in the file.
 */
final class Statuses<T> {

  /** How many answers are kept: a column that is no status has as many values as rows. */
  private static final int MAX_CACHED = 10_000;

  private record Entry<T>(TextPattern pattern, T meaning) {}

  private final Map<String, T> exact = new HashMap<>();
  private final List<Entry<T>> patterns = new ArrayList<>();
  private final Map<String, T> cache = new HashMap<>();

  void add(Node status, T meaning) {
    add(status, status.text(), meaning);
  }

  /** Adds what a text means that stands at the given place. */
  void add(Node at, String text, T meaning) {
    TextPattern pattern = new TextPattern(text);
    if (!pattern.isExact()) {
      patterns.add(new Entry<>(pattern, meaning));
    } else if (exact.put(text, meaning) != null) {
      throw at.wrong("the status '" + text + "' has a meaning already");
    }
  }

  /** What a status means, null if that is not said. */
  T meaning(String status) {
    T named = exact.get(status);
    if (named != null || patterns.isEmpty()) {
      return named;
    }
    T cached = cache.get(status);
    if (cached != null) {
      return cached;
    }
    for (Entry<T> entry : patterns) {
      if (entry.pattern.matches(status)) {
        if (cache.size() < MAX_CACHED) {
          cache.put(status, entry.meaning);
        }
        return entry.meaning;
      }
    }
    return null;
  }
}
