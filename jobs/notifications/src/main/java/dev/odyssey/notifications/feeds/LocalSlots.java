package dev.odyssey.notifications.feeds;

import dev.odyssey.events.TimeZones;
import dev.odyssey.notifications.settings.FeedSettings;
import java.time.Instant;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * The cycle's slots on the clock on the wall of a region: business hours keep their slots when
 * clocks are changed.
 */
final class LocalSlots {

  private final ZoneRules rules;
  private final long slotMillis;
  private final int perCycle;

  // Between these instants the offset is the same.
  private long from = Long.MAX_VALUE;
  private long to = Long.MIN_VALUE;
  private long offset;

  LocalSlots(String timeZone, FeedSettings settings) {
    this.rules = TimeZones.of(timeZone).getRules();
    this.slotMillis = settings.slot().toMillis();
    this.perCycle = Math.toIntExact(settings.cycle().toMillis() / slotMillis);
  }

  /**
   * A slot of a day, or what a change of the clocks leaves of it.
   *
   * @param number in the cycle
   * @param start in epoch milliseconds
   * @param end just after it
   * @param middle of the whole slot
   * @param isWhole whether nothing of it is left out
   */
  record Slot(int number, long start, long end, long middle, boolean isWhole) {}

  /** How many there are in a cycle. */
  int perCycle() {
    return perCycle;
  }

  /** The slot that an instant is in. */
  Slot at(long instant) {
    if (instant < from || instant >= to) {
      findOffset(instant);
    }
    long slot = Math.floorDiv(instant + offset, slotMillis);
    long begins = slot * slotMillis - offset;
    long ends = begins + slotMillis;
    return new Slot(
        Math.floorMod(slot, perCycle),
        Math.max(begins, from),
        Math.min(ends, to),
        begins + slotMillis / 2,
        begins >= from && ends <= to);
  }

  private void findOffset(long millis) {
    Instant instant = Instant.ofEpochMilli(millis);
    // The transition at or before the instant: that before the next nanosecond.
    ZoneOffsetTransition before = rules.previousTransition(instant.plusNanos(1));
    ZoneOffsetTransition after = rules.nextTransition(instant);
    from = before == null ? Long.MIN_VALUE : before.getInstant().toEpochMilli();
    to = after == null ? Long.MAX_VALUE : after.getInstant().toEpochMilli();
    offset = rules.getOffset(instant).getTotalSeconds() * 1_000L;
  }
}
