package dev.odyssey.detection.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * A calendar finds what stepping through time minute by minute finds. The reference knows of zones
 * only what the clock shows at an instant: a span starts at the first minute at which the clock
 * shows its start, and ends at the last one at which the clock shows its end.
 */
class CalendarPropertyTest {

  private static final long MINUTE = 60_000;

  /** Two weeks around which the clocks change, by zone. */
  private static final Map<String, List<String>> CHANGES =
      Map.of(
          "America/New_York", List.of("2026-03-08T07:00:00Z", "2026-11-01T06:00:00Z"),
          "Europe/London", List.of("2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z"),
          "Australia/Lord_Howe", List.of("2026-04-04T15:00:00Z", "2026-10-03T15:30:00Z"),
          "Australia/Sydney", List.of("2026-04-04T16:00:00Z", "2026-10-03T16:00:00Z"),
          "America/Havana", List.of("2026-03-08T05:00:00Z", "2026-11-01T05:00:00Z"),
          "Asia/Beirut", List.of("2026-03-28T22:00:00Z", "2026-10-24T21:00:00Z"),
          "Pacific/Apia", List.of("2011-12-30T10:00:00Z", "2020-04-04T14:00:00Z"),
          "Asia/Tokyo", List.of("2025-12-31T15:00:00Z", "1970-01-01T00:00:00Z"));

  @Property(tries = 150)
  void addsWhatSteppingThroughTheMinutesFinds(@ForAll long seed) {
    Random random = new Random(seed);
    String zone = pick(random, CHANGES.keySet().stream().sorted().toList());
    long change = Instant.parse(pick(random, CHANGES.get(zone))).toEpochMilli();
    Map<DayOfWeek, List<int[]>> open = open(random);
    LocalDate closed =
        LocalDate.ofInstant(Instant.ofEpochMilli(change), ZoneId.of(zone))
            .plusDays(random.nextInt(9) - 4);
    boolean ofEvent = random.nextBoolean();
    Calendar calendar = calendar(ofEvent ? "event" : zone, open, closed);
    String eventZone = ofEvent ? zone : pick(random, Arrays.asList(null, "Asia/Kolkata"));
    Reference reference = new Reference(zone, open, closed, change - 6 * 24 * 60 * MINUTE);

    for (int i = 0; i < 20; i++) {
      long anchor = change + random.nextInt(5 * 24 * 60) * MINUTE - 3 * 24 * 60 * MINUTE;
      if (random.nextBoolean()) {
        anchor += random.nextInt(60_000);
      }
      long millis =
          switch (random.nextInt(4)) {
            case 0 -> random.nextInt(3);
            case 1 -> random.nextInt(120) * MINUTE;
            case 2 -> random.nextInt(20 * 3_600_000);
            default -> reference.openFrom(anchor, random.nextInt(8 * 24 * 60) * MINUTE);
          };
      Long due = reference.add(anchor, millis);
      if (due == null) {
        continue;
      }
      assertThat(calendar.add(anchor, millis, eventZone))
          .as("%s %s from %s, %s ms", zone, calendar, Instant.ofEpochMilli(anchor), millis)
          .isEqualTo(due);
      assertThat(calendar.closed(anchor, due, eventZone))
          .as("%s %s closed from %s to %s", zone, calendar, anchor, due)
          .isEqualTo(reference.closed(anchor, due));
    }
  }

  /** Adding in two steps is adding at once; and the time that is open is what was added. */
  @Property(tries = 200)
  void addsUp(@ForAll long seed) {
    Random random = new Random(seed);
    String zone = pick(random, CHANGES.keySet().stream().sorted().toList());
    Calendar calendar = calendar(zone, open(random), LocalDate.parse("2026-05-05"));
    long anchor = Instant.parse("2025-06-01T00:00:00Z").toEpochMilli() + random.nextInt();
    long first = random.nextLong(200L * 24 * 60 * MINUTE);
    long second = random.nextLong(200L * 24 * 60 * MINUTE);

    long between = calendar.add(anchor, first, null);
    long due = calendar.add(anchor, first + second, null);
    assertThat(calendar.add(between, second, null)).isEqualTo(due);
    long closed =
        calendar.closed(anchor, due, null).stream()
            .mapToLong(span -> span.end() - span.start())
            .sum();
    assertThat(due - anchor - closed).isEqualTo(first + second);
  }

  private static Calendar calendar(
      String zone, Map<DayOfWeek, List<int[]>> open, LocalDate closed) {
    String days =
        open.entrySet().stream()
            .map(
                day ->
                    day.getKey().name().substring(0, 3)
                        + ": "
                        + day.getValue().stream()
                            .map(span -> '"' + clock(span[0]) + '-' + clock(span[1]) + '"')
                            .toList())
            .collect(Collectors.joining(", "));
    return Policies.parse(
            "p",
            "calendars: {c: {zone: %s, open: {%s}, closed: [%s]}}".formatted(zone, days, closed))
        .calendar("c")
        .orElseThrow();
  }

  private static String clock(int minute) {
    return "%02d:%02d".formatted(minute / 60, minute % 60);
  }

  /** Spans of a few minutes to a day, many of them where clocks change, an hour a week or more. */
  private static Map<DayOfWeek, List<int[]>> open(Random random) {
    Map<DayOfWeek, List<int[]>> open = new HashMap<>();
    for (DayOfWeek day : DayOfWeek.values()) {
      if (random.nextInt(4) == 0) {
        continue;
      }
      int[] edges =
          random
              .ints(2 + 2 * random.nextInt(4), 0, 24 * 12 + 1)
              .map(five -> random.nextBoolean() ? five * 5 : five * 5 % 240)
              .distinct()
              .sorted()
              .toArray();
      List<int[]> spans = new ArrayList<>();
      boolean adjacent = random.nextBoolean();
      for (int i = 0; i + 1 < edges.length; i += adjacent ? 1 : 2) {
        spans.add(new int[] {edges[i], edges[i + 1]});
      }
      open.put(day, spans);
    }
    open.put(DayOfWeek.of(1 + random.nextInt(7)), List.of(new int[] {0, 24 * 60}));
    return open;
  }

  private static <T> T pick(Random random, List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  /** Three weeks, minute by minute. */
  private static final class Reference {

    private static final int MINUTES = 21 * 24 * 60;

    private final long start;
    private final BitSet open = new BitSet(MINUTES);

    Reference(String zone, Map<DayOfWeek, List<int[]>> days, LocalDate closed, long start) {
      this.start = start;
      ZoneId zoneId = ZoneId.of(zone);
      // A day more at both ends, so that every edge of a span is seen.
      long[] clock = new long[MINUTES + 4 * 24 * 60];
      for (int i = 0; i < clock.length; i++) {
        clock[i] =
            minute(LocalDateTime.ofInstant(Instant.ofEpochMilli(instant(i - 2 * 24 * 60)), zoneId));
      }
      LocalDate first = LocalDate.ofInstant(Instant.ofEpochMilli(start), zoneId);
      for (LocalDate date = first.minusDays(1);
          date.isBefore(first.plusDays(23));
          date = date.plusDays(1)) {
        for (int[] span : date.equals(closed) ? List.<int[]>of() : days(days, date)) {
          long midnight = minute(date.atStartOfDay());
          int from = first(clock, midnight + span[0]) - 2 * 24 * 60;
          int to = last(clock, midnight + span[1]) - 2 * 24 * 60;
          if (from < to) {
            open.set(Math.min(MINUTES, Math.max(from, 0)), Math.min(MINUTES, Math.max(to, 0)));
          }
        }
      }
    }

    private static List<int[]> days(Map<DayOfWeek, List<int[]>> days, LocalDate date) {
      return days.getOrDefault(date.getDayOfWeek(), List.of());
    }

    private static long minute(LocalDateTime time) {
      return time.toLocalDate().toEpochDay() * 24 * 60 + time.getHour() * 60 + time.getMinute();
    }

    /** The first minute at which the clock shows a time, or has skipped it. */
    private static int first(long[] clock, long time) {
      for (int i = 0; i < clock.length; i++) {
        if (clock[i] >= time) {
          return i;
        }
      }
      return clock.length;
    }

    /** The last minute at which the clock shows a time, or the one at which it has skipped it. */
    private static int last(long[] clock, long time) {
      for (int i = clock.length - 1; i >= 0; i--) {
        if (clock[i] == time) {
          return i;
        }
      }
      return first(clock, time);
    }

    private long instant(int minute) {
      return start + minute * MINUTE;
    }

    private boolean isOpen(long instant) {
      return open.get((int) ((instant - start) / MINUTE));
    }

    /** The instant at which that much time was open, or null if that is after the three weeks. */
    Long add(long anchor, long millis) {
      long left = millis;
      long now = anchor;
      while (left > 0) {
        if (now >= instant(MINUTES)) {
          return null;
        }
        long step = MINUTE - Math.floorMod(now - start, MINUTE);
        if (isOpen(now)) {
          step = Math.min(step, left);
          left -= step;
        }
        now += step;
      }
      return now;
    }

    long openFrom(long anchor, long length) {
      long until = Math.min(anchor + length, instant(MINUTES));
      return until
          - anchor
          - closed(anchor, until).stream().mapToLong(span -> span.end() - span.start()).sum();
    }

    List<Span> closed(long anchor, long due) {
      List<Span> spans = new ArrayList<>();
      long now = anchor;
      while (now < due) {
        long next = Math.min(due, now + MINUTE - Math.floorMod(now - start, MINUTE));
        if (!isOpen(now)) {
          if (!spans.isEmpty() && spans.get(spans.size() - 1).end() == now) {
            spans.set(spans.size() - 1, new Span(spans.get(spans.size() - 1).start(), next));
          } else {
            spans.add(new Span(now, next));
          }
        }
        now = next;
      }
      return spans;
    }
  }
}
