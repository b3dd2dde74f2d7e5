package dev.odyssey.detection.policy;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;

/** Whether policies are what they were, as far as they have been in force. */
public final class PastPolicies {

  private PastPolicies() {}

  /**
   * The first difference in what was in force by an instant. To change that judges anew what was
   * reported; a change is better a version with a {@code from} that is still to come.
   *
   * @param before texts of versions by when they hold from, as {@link Policies#texts}
   * @param now the same, of the policies of now
   * @param passed in epoch milliseconds
   * @return a sentence about it
   */
  public static Optional<String> difference(
      SortedMap<Long, String> before, SortedMap<Long, String> now, long passed) {
    TreeSet<Long> froms = new TreeSet<>(before.keySet());
    froms.addAll(now.keySet());
    for (long from : froms) {
      if (from <= passed && !Objects.equals(before.get(from), now.get(from))) {
        return Optional.of(
            "%s: before: %s; now: %s".formatted(name(from), said(before, from), said(now, from)));
      }
    }
    return Optional.empty();
  }

  private static String name(long from) {
    return from == Long.MIN_VALUE
        ? "the policies at the top"
        : "the policies from " + Instant.ofEpochMilli(from);
  }

  private static String said(SortedMap<Long, String> texts, long from) {
    return texts.getOrDefault(from, "no such version");
  }
}
