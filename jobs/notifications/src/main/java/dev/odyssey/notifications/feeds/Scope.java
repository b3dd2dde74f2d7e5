package dev.odyssey.notifications.feeds;

import java.util.List;
import java.util.Map;

/**
 * What is known of the events of a scope. Its maps and lists are changed in place.
 *
 * @param region null for all
 * @param zones how many events had each zone
 * @param rates what is usual
 * @param recent the minutes of the last day in which events came, by their ends
 * @param lastAt when the last event was recorded
 * @param learnedTo until when hours have been learned
 * @param state how events come
 * @param since since when
 * @param wasSilent whether none came for a while in what is not good yet
 * @param badMinutes how many minutes were not good, by hour since 1970, of hours to be learned
 * @param wasAlert whether there was an alert of it
 */
record Scope(
    String id,
    String kind,
    String region,
    Map<String, Integer> zones,
    Rates rates,
    List<Minute> recent,
    long lastAt,
    long learnedTo,
    FeedCondition state,
    long since,
    boolean wasSilent,
    Map<String, Integer> badMinutes,
    boolean wasAlert) {

  /** Events of a minute. */
  record Minute(long end, int count, int old) {}

  Scope at(long last) {
    return new Scope(
        id,
        kind,
        region,
        zones,
        rates,
        recent,
        Math.max(lastAt, last),
        learnedTo,
        state,
        since,
        wasSilent,
        badMinutes,
        wasAlert);
  }

  Scope learned(long to) {
    return new Scope(
        id,
        kind,
        region,
        zones,
        rates,
        recent,
        lastAt,
        to,
        state,
        since,
        wasSilent,
        badMinutes,
        wasAlert);
  }

  /** Whether an hour was not good for the most part. */
  boolean wasBad(long hourStart, long hour) {
    return badMinutes.getOrDefault(String.valueOf(hourStart / hour), 0) >= 30;
  }

  Scope state(FeedCondition next, long at, boolean silent, long hour) {
    if (next != FeedCondition.GOOD) {
      badMinutes.merge(String.valueOf((at - 1) / hour), 1, Integer::sum);
    }
    return new Scope(
        id,
        kind,
        region,
        zones,
        rates,
        recent,
        lastAt,
        learnedTo,
        next,
        next == state ? since : at,
        next != FeedCondition.GOOD && silent,
        badMinutes,
        wasAlert);
  }

  Scope alert(boolean isAlert) {
    return new Scope(
        id,
        kind,
        region,
        zones,
        rates,
        recent,
        lastAt,
        learnedTo,
        state,
        since,
        wasSilent,
        badMinutes,
        isAlert);
  }

  /** How many came since, and how many of them were old. */
  Minute since(long from) {
    int count = 0;
    int old = 0;
    for (int i = recent.size() - 1; i >= 0 && recent.get(i).end() > from; i--) {
      count += recent.get(i).count();
      old += recent.get(i).old();
    }
    return new Minute(from, count, old);
  }
}
