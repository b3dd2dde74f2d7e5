package dev.odyssey.notifications.alerts;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many defects usually come in an hour of the week, in local time.
 *
 * @param counts of the last such hours, by hour of the week
 * @param hour the hour that goes on, in hours since 1970
 * @param count how many have come in it
 * @param isOut whether it is left out, as there was a surge or doubt in it
 */
record Usual(String zone, Map<String, List<Integer>> counts, long hour, int count, boolean isOut) {

  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final int HOURS_A_WEEK = 168;

  static Usual begin(String zone, long at) {
    return new Usual(zone == null ? "UTC" : zone, Map.of(), at / HOUR, 0, false);
  }

  /** After the hours that are over at an instant. */
  Usual at(long instant, int weeks) {
    long now = instant / HOUR;
    if (now <= hour) {
      return this;
    }
    Map<String, List<Integer>> next = new TreeMap<>(counts);
    if (!isOut) {
      add(next, hour, count, weeks);
    }
    long from = Math.max(hour + 1, now - (long) HOURS_A_WEEK * weeks);
    for (long passed = from; passed < now; passed++) {
      add(next, passed, 0, weeks);
    }
    return new Usual(zone, next, now, 0, false);
  }

  private void add(Map<String, List<Integer>> into, long passed, int came, int weeks) {
    String slot = slot(passed * HOUR);
    List<Integer> known = new ArrayList<>(into.getOrDefault(slot, List.of()));
    known.add(came);
    if (known.size() > weeks) {
      known.remove(0);
    }
    into.put(slot, known);
  }

  Usual count(int more) {
    return new Usual(zone, counts, hour, count + more, isOut);
  }

  Usual leaveOut() {
    return new Usual(zone, counts, hour, count, true);
  }

  /** How many usually come in an hour like that of an instant; null where none is known. */
  Double mean(long instant) {
    List<Integer> known = counts.get(slot(instant));
    if (known == null || known.isEmpty()) {
      return null;
    }
    return known.stream().mapToInt(Integer::intValue).average().orElseThrow();
  }

  private String slot(long instant) {
    LocalDateTime local = LocalDateTime.ofInstant(Instant.ofEpochMilli(instant), ZoneId.of(zone));
    return local.getDayOfWeek().getValue() + "-" + local.getHour();
  }
}
