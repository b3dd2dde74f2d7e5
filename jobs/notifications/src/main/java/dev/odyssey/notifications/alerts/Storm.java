package dev.odyssey.notifications.alerts;

import dev.odyssey.defects.Severity;
import dev.odyssey.notifications.Alert.Members;
import java.util.ArrayList;
import java.util.List;

/**
 * Many defects of one code and region, which are one alert.
 *
 * @param alertId names the instant at which it began
 * @param revision of what was last written; 0 before the first time
 * @param severity the worst of its members
 * @param startsAt since when the first of its members is one, in epoch milliseconds of event time
 * @param count how many have joined
 * @param named the first of them
 * @param open how many of them last
 * @param beganAt in epoch milliseconds
 * @param joinedAt when the last one joined, in epoch milliseconds
 * @param toldAt when it was last written, in epoch milliseconds
 * @param told how many had joined then
 * @param notified whether somebody was interrupted
 * @param silenced whether each of its members was, by itself
 */
record Storm(
    String alertId,
    int revision,
    Severity severity,
    long startsAt,
    int count,
    List<String> named,
    int open,
    long beganAt,
    long joinedAt,
    long toldAt,
    int told,
    boolean notified,
    boolean silenced) {

  static Storm begin(String alertId, long at) {
    return new Storm(
        alertId, 0, Severity.INFO, Long.MAX_VALUE, 0, List.of(), 0, at, at, at, 0, false, true);
  }

  /** With one more that lasts. */
  Storm joined(String id, Severity worse, long since, boolean isSilenced, long at) {
    return new Storm(
        alertId,
        revision,
        worse.compareTo(severity) > 0 ? worse : severity,
        Math.min(startsAt, since),
        count + 1,
        named(id),
        open + 1,
        beganAt,
        at,
        toldAt,
        told,
        notified,
        silenced && isSilenced);
  }

  /** With one that was over before it began. */
  Storm joinedBefore(String id, boolean isSilenced) {
    return new Storm(
        alertId,
        revision,
        severity,
        startsAt,
        count + 1,
        named(id),
        open,
        beganAt,
        joinedAt,
        toldAt,
        told,
        notified,
        silenced && isSilenced);
  }

  private List<String> named(String id) {
    if (count >= Members.NAMED) {
      return named;
    }
    List<String> names = new ArrayList<>(named);
    names.add(id);
    return List.copyOf(names);
  }

  Storm memberOver() {
    return new Storm(
        alertId, revision, severity, startsAt, count, named, open - 1, beganAt, joinedAt, toldAt,
        told, notified, silenced);
  }

  Storm written(boolean notifies, long at) {
    return new Storm(
        alertId,
        revision + 1,
        severity,
        startsAt,
        count,
        named,
        open,
        beganAt,
        joinedAt,
        at,
        count,
        notified || notifies,
        silenced);
  }
}
