package dev.odyssey.contactdefects.rules;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Which parts of a history rest on events of which other parts. */
final class Needs {

  private final int parts;
  private List<List<Integer>> needed;

  Needs(int parts) {
    this.parts = parts;
  }

  /** Notes that what is found in one part rests on an event of another. */
  void add(int part, int other) {
    if (part == other) {
      return;
    }
    if (needed == null) {
      needed = new ArrayList<>(parts);
      for (int p = 0; p < parts; p++) {
        needed.add(new ArrayList<>(1));
      }
    }
    needed.get(part).add(other);
  }

  /** Extends the time that each part is kept to that of every part that rests on it. */
  void extend(long[] keptUntil) {
    if (needed == null) {
      return;
    }
    boolean[] seen = new boolean[parts];
    ArrayDeque<Integer> open = new ArrayDeque<>();
    // Longest first, so that a part gets its final time when it is first met.
    List<Integer> longestFirst =
        IntStream.range(0, parts)
            .boxed()
            .sorted(Comparator.comparingLong(part -> -keptUntil[part]))
            .toList();
    for (int part : longestFirst) {
      long until = keptUntil[part];
      open.push(part);
      while (!open.isEmpty()) {
        int other = open.pop();
        if (!seen[other]) {
          seen[other] = true;
          keptUntil[other] = Math.max(keptUntil[other], until);
          needed.get(other).forEach(open::push);
        }
      }
    }
  }
}
