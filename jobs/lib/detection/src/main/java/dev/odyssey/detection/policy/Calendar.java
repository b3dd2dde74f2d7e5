package dev.odyssey.detection.policy;

import dev.odyssey.events.TimeZones;
import java.io.Serializable;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When people work: the spans of each local day in which it is open, dates on which it is closed,
 * and the time zone these are in, which may be the event's own. It is open for an hour a week or
 * more.
 *
 * <p>A local time that the clocks skip is the instant at which they do; one that comes twice is the
 * earlier instant as a start, the later as an end. All instants are in milliseconds since the
 * epoch. Immutable, and safe for use by several threads.
 */
public final class Calendar implements Serializable {

  private static final long serialVersionUID = 1;

  /** In place of a zone: the event's. */
  static final String EVENT_ZONE = "event";

  private static final int MINUTES_A_DAY = 24 * 60;
  private static final long DAY = 24 * 60 * 60 * 1000L;

  /** The time for which open spans are worked out at once. */
  private static final long PERIOD = 52 * 7 * DAY;

  /**
   * An open span of a local day, in minutes since its local midnight.
   *
   * @param start the first minute
   * @param end the first minute after it, up to 1440
   */
  record Hours(int start, int end) implements Serializable {
    int minutes() {
      return end - start;
    }

    @Override
    public String toString() {
      return clock(start) + '-' + clock(end);
    }

    private static String clock(int minute) {
      return (minute < 600 ? "0" : "")
          + minute / 60
          + (minute % 60 < 10 ? ":0" : ":")
          + minute % 60;
    }
  }

  private final String name;
  private final String zone;

  /** In order and without overlap; a day that is not there is closed. */
  private final EnumMap<DayOfWeek, List<Hours>> open;

  private final TreeSet<LocalDate> closed;

  /** By time zone: found again where it was worked out before. */
  private final transient ConcurrentHashMap<String, OpenTimes> openTimes =
      new ConcurrentHashMap<>();

  /**
   * A calendar whose values are right.
   *
   * @param zone an IANA zone, or {@link #EVENT_ZONE}
   * @param open for each day its spans, in order and without overlap
   */
  Calendar(
      String name, String zone, Map<DayOfWeek, List<Hours>> open, SortedSet<LocalDate> closed) {
    this.name = name;
    this.zone = zone;
    this.open = new EnumMap<>(DayOfWeek.class);
    this.open.putAll(open);
    this.closed = new TreeSet<>(closed);
  }

  private Object readResolve() {
    return new Calendar(name, zone, open, closed);
  }

  /** The name in the policies file. */
  public String name() {
    return name;
  }

  /** Whether its hours are in the time zone of the event. */
  public boolean isOfEventZone() {
    return zone.equals(EVENT_ZONE);
  }

  /**
   * The IANA zone in which its hours are.
   *
   * @param eventZone the event's zone
   */
  public String zone(String eventZone) {
    return isOfEventZone() ? eventZone : zone;
  }

  /**
   * The earliest instant at or after an anchor by which the calendar has been open for some time
   * since the anchor.
   *
   * @param millis how long it must be open, 0 or more
   * @param eventZone the anchor's time zone; unused, and may be null, unless this calendar {@link
   *     #isOfEventZone}
   * @throws IllegalArgumentException if it needs the event's zone and that is null or unknown
   */
  public long add(long anchor, long millis, String eventZone) {
    if (millis == 0) {
      return anchor;
    }
    OpenTimes times = in(eventZone);
    long index = Math.floorDiv(anchor, PERIOD);
    Period period = times.period(index);
    long left = period.openBefore(anchor) + millis;
    while (left > period.total()) {
      left -= period.total();
      period = times.period(++index);
    }
    return period.instantAfter(left);
  }

  /** The spans in which the calendar is closed between two instants, in order. */
  public List<Span> closed(long from, long to, String eventZone) {
    OpenTimes times = in(eventZone);
    List<Span> spans = new ArrayList<>();
    long start = from;
    for (long index = Math.floorDiv(from, PERIOD); index * PERIOD < to; index++) {
      Period period = times.period(index);
      for (int i = 0; i < period.starts.length; i++) {
        if (period.ends[i] > start) {
          long end = Math.min(period.starts[i], to);
          if (start < end) {
            spans.add(new Span(start, end));
          }
          start = period.ends[i];
        }
        if (start >= to) {
          return spans;
        }
      }
    }
    if (start < to) {
      spans.add(new Span(start, to));
    }
    return spans;
  }

  private OpenTimes in(String eventZone) {
    String id = zone(eventZone);
    if (id == null || !TimeZones.isKnown(id)) {
      throw new IllegalArgumentException(
          "calendar " + name + " needs the event's time zone, which is " + id);
    }
    return openTimes.computeIfAbsent(id, key -> new OpenTimes(TimeZones.of(key).getRules()));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Calendar calendar
        && name.equals(calendar.name)
        && zone.equals(calendar.zone)
        && open.equals(calendar.open)
        && closed.equals(calendar.closed);
  }

  @Override
  public int hashCode() {
    return name.hashCode() * 31 + open.hashCode();
  }

  /** All that it says but its name; the same text for the same calendar. */
  @Override
  public String toString() {
    return "{zone=" + zone + ", open=" + new TreeMap<>(open) + ", closed=" + closed + '}';
  }

  /** When the calendar is open by the clocks of one zone, worked out when it is asked for. */
  private final class OpenTimes {

    private final ZoneRules rules;
    private final ConcurrentHashMap<Long, Period> periods = new ConcurrentHashMap<>();

    OpenTimes(ZoneRules rules) {
      this.rules = rules;
    }

    Period period(long index) {
      return periods.computeIfAbsent(index, this::workOut);
    }

    private Period workOut(long index) {
      long from = index * PERIOD;
      long to = from + PERIOD;
      long[] starts = new long[64];
      long[] ends = new long[64];
      int spans = 0;
      // Local days begin up to a day before or after the day in UTC.
      LocalDate last = LocalDate.ofEpochDay(to / DAY + 2);
      for (LocalDate date = LocalDate.ofEpochDay(from / DAY - 2);
          !date.isAfter(last);
          date = date.plusDays(1)) {
        if (closed.contains(date)) {
          continue;
        }
        for (Hours hours : open.getOrDefault(date.getDayOfWeek(), List.of())) {
          long start = Math.max(instant(date, hours.start(), true), from);
          long end = Math.min(instant(date, hours.end(), false), to);
          if (start >= end) {
            continue;
          }
          if (spans > 0 && start <= ends[spans - 1]) {
            ends[spans - 1] = Math.max(end, ends[spans - 1]);
            continue;
          }
          if (spans == starts.length) {
            starts = Arrays.copyOf(starts, 2 * spans);
            ends = Arrays.copyOf(ends, 2 * spans);
          }
          starts[spans] = start;
          ends[spans++] = end;
        }
      }
      return new Period(Arrays.copyOf(starts, spans), Arrays.copyOf(ends, spans));
    }

    private long instant(LocalDate date, int minute, boolean start) {
      LocalDateTime time =
          LocalDateTime.of(
              date.plusDays(minute / MINUTES_A_DAY),
              LocalTime.ofSecondOfDay(minute % MINUTES_A_DAY * 60L));
      ZoneOffsetTransition jump = rules.getTransition(time);
      if (jump == null) {
        return time.toInstant(rules.getOffset(time)).toEpochMilli();
      }
      if (jump.isGap()) {
        return jump.toEpochSecond() * 1000;
      }
      return time.toInstant(start ? jump.getOffsetBefore() : jump.getOffsetAfter()).toEpochMilli();
    }
  }

  /** The open spans of a period, in order and apart from each other. */
  private static final class Period {

    private final long[] starts;
    private final long[] ends;

    /** By span how long it was open before the span; at the end, how long in all. */
    private final long[] before;

    Period(long[] starts, long[] ends) {
      this.starts = starts;
      this.ends = ends;
      this.before = new long[starts.length + 1];
      for (int i = 0; i < starts.length; i++) {
        before[i + 1] = before[i] + ends[i] - starts[i];
      }
    }

    long total() {
      return before[starts.length];
    }

    /** For how long it was open before an instant of the period. */
    long openBefore(long instant) {
      int found = Arrays.binarySearch(starts, instant);
      int span = found >= 0 ? found : -found - 2;
      return span < 0 ? 0 : before[span] + Math.min(instant, ends[span]) - starts[span];
    }

    /** The earliest instant by which it was open for so long: more than 0, at most the total. */
    long instantAfter(long open) {
      int found = Arrays.binarySearch(before, open);
      int span = (found >= 0 ? found : -found - 1) - 1;
      return starts[span] + open - before[span];
    }
  }
}
