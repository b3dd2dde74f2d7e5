package dev.odyssey.survival;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Parts that are killed together, {@code kill -9}, and come back together.
 *
 * @param at when, from the moment that the first result was seen
 * @param outage how long nobody starts them again; zero for at once
 */
record Blow(Duration at, Set<Part> parts, Duration outage) {

  Blow {
    parts = Set.copyOf(parts);
    if (parts.isEmpty() || at.isNegative() || outage.isNegative()) {
      throw new IllegalArgumentException("no blow: %s, %s, %s".formatted(at, parts, outage));
    }
  }

  /** When they are started again. */
  Duration back() {
    return at.plus(outage);
  }

  boolean hits(Part part) {
    return parts.contains(part);
  }

  @Override
  public String toString() {
    String who = new TreeSet<>(parts).stream().map(Part::toString).collect(Collectors.joining("+"));
    return "%s at %s%s"
        .formatted(who, Texts.seconds(at), outage.isZero() ? "" : " for " + Texts.seconds(outage));
  }
}
