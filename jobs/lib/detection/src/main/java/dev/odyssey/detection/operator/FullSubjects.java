package dev.odyssey.detection.operator;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The subjects lately found to have as many events as they may have. What state says anyway: it may
 * be forgotten at any time, and a restored operator starts with none.
 */
final class FullSubjects {

  private static final int MOST = 1_000;

  private final Map<String, Boolean> lately =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > MOST;
        }
      };

  boolean contains(String subject) {
    return !lately.isEmpty() && lately.get(subject) != null;
  }

  void add(String subject) {
    lately.put(subject, true);
  }

  void remove(String subject) {
    lately.remove(subject);
  }
}
