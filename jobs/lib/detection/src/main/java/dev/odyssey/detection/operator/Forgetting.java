package dev.odyssey.detection.operator;

import dev.odyssey.defects.Finding;
import dev.odyssey.detection.ledger.Reported;
import dev.odyssey.detection.matching.Judgement;
import dev.odyssey.detection.rules.Found;
import dev.odyssey.detection.rules.History;
import dev.odyssey.detection.rules.Retention;
import dev.odyssey.detection.timeline.Timeline;
import dev.odyssey.events.Event;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which parts of a subject are forgotten, and when. A part is kept for the retention after its last
 * event and its last due time, and while an absence stands raised that an event could still clear
 * for a longer time after that was raised.
 */
final class Forgetting<H extends History<?>> {

  /** Of a subject of which nothing is left. */
  static final long NOTHING_LEFT = Long.MAX_VALUE;

  /**
   * What is left of a subject.
   *
   * @param next when the next part is forgotten; {@link #NOTHING_LEFT}
   * @param contributed the parts that still contribute
   */
  record Outcome<E extends Event>(
      long next, Timeline<E> timeline, List<Reported> reported, Set<String> contributed) {

    boolean keeps(Finding finding) {
      for (Reported last : reported) {
        if (last.code().equals(finding.code())
            && last.anchorEventId().equals(finding.anchorEventId())) {
          return true;
        }
      }
      return false;
    }
  }

  private final DetectionSettings settings;

  Forgetting(DetectionSettings settings) {
    this.settings = settings;
  }

  /**
   * The next instant at which a part is forgotten, in epoch milliseconds. Not on the instant at
   * which its time is over: an event as old as the retention is not late, and must be known.
   */
  long next(Judgement<H> judgement, Timeline<?> timeline) {
    return after(min(keptUntil(judgement, timeline), timeline, judgement.history()));
  }

  private long min(long[] kept, Timeline<?> timeline, H history) {
    long min = Long.MAX_VALUE;
    for (long until : kept) {
      min = Math.min(min, until);
    }
    if (kept.length != 1 && history.size() < timeline.size()) {
      for (long until : withoutPart(timeline).values()) {
        min = Math.min(min, until);
      }
    }
    return min;
  }

  private static long after(long instant) {
    return instant >= Long.MAX_VALUE - 1 ? Long.MAX_VALUE - 1 : instant + 1;
  }

  /** Until when each part is kept. */
  private long[] keptUntil(Judgement<H> judgement, Timeline<?> timeline) {
    H history = judgement.history();
    Retention retention = history.retention();
    long[] kept = new long[retention.parts()];
    Arrays.fill(kept, Long.MIN_VALUE);
    for (int i = 0; i < history.size(); i++) {
      int part = retention.part(i);
      kept[part] = Math.max(kept[part], history.at(i));
    }
    if (kept.length == 1) {
      // Retractions, and what they took back, are part of the one.
      kept[0] = Math.max(kept[0], timeline.lastOccurredAt());
    }
    for (int part = 0; part < kept.length; part++) {
      kept[part] = plus(Math.max(kept[part], judgement.lastDue(part)), settings.retentionMillis());
    }
    for (Found<H> found : judgement.found()) {
      if (found.isOpenAbsence()) {
        int part = retention.part(found.anchor());
        kept[part] = Math.max(kept[part], plus(found.raisedAt(), settings.openRetentionMillis()));
      }
    }
    retention.extend(kept);
    return kept;
  }

  private static long plus(long instant, long millis) {
    return instant > Long.MAX_VALUE - millis ? Long.MAX_VALUE : instant + millis;
  }

  /**
   * Until when retractions, and what they took back, are kept where a subject has several parts:
   * none of them has one. Both of a pair are kept as long as the later one, or what was taken back
   * would come back.
   */
  private Map<String, Long> withoutPart(Timeline<?> timeline) {
    Map<String, Long> latest = new HashMap<>();
    for (Event event : timeline.events()) {
      if (event.isRetraction()) {
        latest.merge(event.retracts(), event.occurredAt(), Math::max);
      }
    }
    for (Event event : timeline.events()) {
      latest.computeIfPresent(event.eventId(), (id, at) -> Math.max(at, event.occurredAt()));
    }
    latest.replaceAll((id, at) -> plus(at, settings.retentionMillis()));
    return latest;
  }

  /** Forgets the parts whose time is over by an instant. */
  <E extends Event> Outcome<E> forget(
      Judgement<H> judgement,
      Timeline<E> timeline,
      List<Reported> reported,
      Map<String, Integer> contributed,
      long now) {
    H history = judgement.history();
    Retention retention = history.retention();
    long[] kept = keptUntil(judgement, timeline);
    if (kept.length == 1) {
      return new Outcome<>(NOTHING_LEFT, timeline, reported, Set.of());
    }
    Set<String> gone = new HashSet<>();
    for (int i = 0; i < history.size(); i++) {
      if (after(kept[retention.part(i)]) <= now) {
        gone.add(history.event(i).eventId());
      }
    }
    Map<String, Long> withoutPart = withoutPart(timeline);
    ArrayList<E> left = new ArrayList<>(timeline.size());
    for (E event : timeline.events()) {
      String pair = event.isRetraction() ? event.retracts() : event.eventId();
      Long until = withoutPart.get(pair);
      if (until == null ? !gone.contains(event.eventId()) : after(until) > now) {
        left.add(event);
      }
    }
    Set<String> parts = new HashSet<>();
    contributed.forEach(
        (part, index) -> {
          if (after(kept[retention.part(index)]) > now) {
            parts.add(part);
          }
        });
    Set<String> known = new HashSet<>();
    left.forEach(event -> known.add(event.eventId()));
    List<Reported> standing = new ArrayList<>(reported);
    standing.removeIf(last -> !known.contains(last.anchorEventId()));
    long next = Long.MAX_VALUE - 1;
    for (long until : kept) {
      next = after(until) > now ? Math.min(next, after(until)) : next;
    }
    for (long until : withoutPart.values()) {
      next = after(until) > now ? Math.min(next, after(until)) : next;
    }
    return new Outcome<>(
        left.isEmpty() ? NOTHING_LEFT : next, new Timeline<>(left), standing, parts);
  }
}
