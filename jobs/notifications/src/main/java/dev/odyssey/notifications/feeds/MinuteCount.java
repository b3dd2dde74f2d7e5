package dev.odyssey.notifications.feeds;

/**
 * How many events of a kind came in a minute.
 *
 * @param kind orders or contacts
 * @param region null where not known
 * @param provider null for none
 * @param type of event
 * @param zone of the events; null where they have none
 * @param end of the minute, in epoch milliseconds
 * @param lastAt when the last of them was recorded
 * @param old how many had happened long before they were recorded
 */
public record MinuteCount(
    String kind,
    String region,
    String provider,
    String type,
    String zone,
    long end,
    int count,
    long lastAt,
    int old) {

  public static final String ORDERS = "orders";
  public static final String CONTACTS = "contacts";

  MinuteCount with(MinuteCount other) {
    return new MinuteCount(
        kind,
        region,
        provider,
        type,
        zone,
        end,
        count + other.count,
        Math.max(lastAt, other.lastAt),
        old + other.old);
  }

  String key() {
    return end + "|" + kind + "|" + region + "|" + provider + "|" + type + "|" + zone;
  }
}
