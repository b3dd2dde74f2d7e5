package dev.odyssey.notifications.feeds;

import java.util.Map;

/**
 * How many events usually come in an hour of the week, in local time. Of an hour that was not seen
 * twice yet, on a working day the mean of that hour on the working days that were; else nothing is
 * known.
 *
 * @param bySlot by day of the week and hour, as 1-10
 * @param byHour by hour of a working day, as w-10
 */
record Rates(Map<String, Mean> bySlot, Map<String, Mean> byHour) {

  /** What was seen but once may have been anything. */
  private static final int LEAST_SEEN = 2;

  /** How fast what is usual follows what happens: an old week counts no more than the last four. */
  private static final int MEMORY = 4;

  /** A mean of some counts. */
  record Mean(double mean, int seen) {
    Mean with(double count) {
      int weight = Math.min(seen + 1, MEMORY);
      return new Mean(mean + (count - mean) / weight, seen + 1);
    }
  }

  /**
   * Learns an hour that is over; its maps are changed in place.
   *
   * @return whether anything else is usual now
   */
  boolean learn(Slot slot, double count) {
    if (slot.isHoliday()) {
      return false;
    }
    boolean isNew = learn(bySlot, slot.ofWeek(), count);
    return slot.isWorkingDay() ? learn(byHour, slot.ofDay(), count) || isNew : isNew;
  }

  private static boolean learn(Map<String, Mean> means, String key, double count) {
    Mean before = means.get(key);
    Mean after = before == null ? new Mean(count, 1) : before.with(count);
    means.put(key, after);
    return before == null || before.seen() < LEAST_SEEN || after.mean() != before.mean();
  }

  /** How many usually come in an hour of a slot; 0 where it is not known. */
  double perHour(Slot slot) {
    if (slot.isHoliday()) {
      return 0;
    }
    Mean mean = bySlot.get(slot.ofWeek());
    if ((mean == null || mean.seen() < LEAST_SEEN) && slot.isWorkingDay()) {
      mean = byHour.get(slot.ofDay());
    }
    return mean == null || mean.seen() < LEAST_SEEN ? 0 : mean.mean();
  }
}
