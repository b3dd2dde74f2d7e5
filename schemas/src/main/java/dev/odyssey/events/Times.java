package dev.odyssey.events;

import java.time.Duration;
import java.time.Instant;

/** Which instants, in epoch milliseconds, records may carry. */
public final class Times {

  /** A clock may run so many milliseconds ahead of another. */
  public static final long MAX_AHEAD = Duration.ofMinutes(10).toMillis();

  /** Instants outside these years are no dates anybody meant, and sums with them could overflow. */
  public static final long MIN = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();

  private static final long MAX = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

  private static final long MIN_EVENT = Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();
  private static final long MAX_EVENT = Instant.parse("2100-12-31T23:59:59.999Z").toEpochMilli();

  /**
   * Refuses an instant that no event has.
   *
   * @throws InvalidEventException naming field and value, if it is not in the years 2000 to 2100
   */
  public static void checkEventTime(String field, long millis) {
    if (millis < MIN_EVENT || millis > MAX_EVENT) {
      throw new InvalidEventException(
          field
              + " is out of range: "
              + (isInRange(millis) ? Instant.ofEpochMilli(millis) : millis + " ms since 1970")
              + " is not in the years 2000 to 2100");
    }
  }

  /** Whether an instant is in the years 1 to 9999. */
  public static boolean isInRange(long millis) {
    return millis >= MIN && millis <= MAX;
  }

  /**
   * Refuses what is in no year from 1 to 9999.
   *
   * @throws InvalidEventException naming field and value
   */
  public static void checkRange(String field, long millis) {
    if (!isInRange(millis)) {
      throw new InvalidEventException(
          field + " is out of range: " + millis + " ms since 1970 is not in the years 1 to 9999");
    }
  }

  private Times() {}
}
