package dev.odyssey.detection.cep;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the patterns of the tests read; {@code id} is its place in the history of its subject. */
public record Signal(int subject, int id, char type, int value, long at) {

  /** A history written as letters, one minute between two; of letters in brackets, one instant. */
  static List<Signal> history(String types) {
    List<Signal> history = new ArrayList<>();
    long at = 1_740_000_000_000L;
    boolean sameInstant = false;
    for (char type : types.toCharArray()) {
      switch (type) {
        case '(' -> {
          at += 60_000;
          sameInstant = true;
        }
        case ')' -> sameInstant = false;
        default -> {
          at += sameInstant ? 0 : 60_000;
          history.add(new Signal(0, history.size(), type, 0, at));
        }
      }
    }
    return history;
  }

  /** A match as text: the places of its signals by stage. */
  static String render(Map<String, List<Signal>> stages) {
    Map<String, List<Integer>> ids = new TreeMap<>();
    stages.forEach((stage, signals) -> ids.put(stage, signals.stream().map(Signal::id).toList()));
    return ids.toString();
  }
}
