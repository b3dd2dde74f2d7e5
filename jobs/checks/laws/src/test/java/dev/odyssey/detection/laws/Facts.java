package dev.odyssey.detection.laws;

import dev.odyssey.events.Event;
import java.util.ArrayList;
import java.util.List;

/** A subject's history from its events as they come, in the plainest way. */
final class Facts {

  /**
   * The events in order, once each, without retractions and what they took back.
   *
   * @param ranks the types in their order; types of one rank are one text, separated by blanks
   */
  static <E extends Event> List<E> of(List<E> arrivals, List<String> ranks) {
    List<E> facts = new ArrayList<>();
    for (E event : arrivals) {
      boolean seen = facts.stream().anyMatch(f -> f.eventId().equals(event.eventId()));
      if (!seen) {
        facts.add(event);
      }
    }
    List<E> retractions = facts.stream().filter(f -> f.typeName().equals("RETRACTED")).toList();
    facts.removeAll(retractions);
    for (E retraction : retractions) {
      facts.removeIf(f -> f.eventId().equals(retraction.retracts()));
    }
    facts.sort(
        (a, b) -> {
          if (a.occurredAt() != b.occurredAt()) {
            return a.occurredAt() < b.occurredAt() ? -1 : 1;
          }
          int rankOfA = rank(ranks, a.typeName());
          int rankOfB = rank(ranks, b.typeName());
          if (rankOfA != rankOfB) {
            return rankOfA - rankOfB;
          }
          if (a.recordedAt() != b.recordedAt()) {
            return a.recordedAt() < b.recordedAt() ? -1 : 1;
          }
          return a.eventId().compareTo(b.eventId());
        });
    return facts;
  }

  private static int rank(List<String> ranks, String type) {
    for (int i = 0; i < ranks.size(); i++) {
      if (List.of(ranks.get(i).split(" ")).contains(type)) {
        return i;
      }
    }
    throw new IllegalArgumentException("a type without a rank: " + type);
  }

  private Facts() {}
}
