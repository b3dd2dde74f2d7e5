package dev.odyssey.notifications.feeds;

/**
 * What has become of a scope of events.
 *
 * @param scope as {@code orders}, {@code orders:US-NY}, {@code orders:type:ARRIVED}, {@code
 *     orders:provider:p-1}, {@code contacts}, or {@code all}
 * @param region null for all
 * @param state how its events come
 * @param isAlert whether it is the widest scope that explains what is missing
 * @param expected how many usually come in the time that was judged
 * @param came how many came
 * @param since since when it is so, in epoch milliseconds
 * @param zone the time zone that is usual in the scope; null where none is known
 */
public record FeedNews(
    String scope,
    String region,
    FeedCondition state,
    boolean isAlert,
    long expected,
    long came,
    long since,
    String zone) {}
