package dev.odyssey.notifications.feeds;

import dev.odyssey.notifications.cases.Defect;

/** Whether events of a scope can be relied upon. */
@FunctionalInterface
public interface Gate {

  /** How a defect is doubted. */
  enum Doubt {
    /** Not at all. */
    NONE,
    /** Events of its region, its type or all are missing. */
    FEED,
    /** Only events of its provider are missing. */
    PROVIDER
  }

  /** Nothing is doubted. */
  Gate OPEN = (defect, provider, now) -> Doubt.NONE;

  /**
   * Whether an absence may be one of the event only.
   *
   * @param provider who holds its order; null for nobody
   */
  Doubt doubts(Defect defect, String provider, long now);

  /** The time zone that is usual in a region; null where none is known. */
  default String usualZone(String region, long now) {
    return null;
  }
}
