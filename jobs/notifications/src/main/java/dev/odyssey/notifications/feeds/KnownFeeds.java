package dev.odyssey.notifications.feeds;

import dev.odyssey.notifications.cases.Defect;
import java.util.function.Function;

/** The gate that follows from how feeds came lately. */
public final class KnownFeeds implements Gate {

  private final Function<String, FeedHistory> byScope;

  /** A gate by histories that are looked up by scope. */
  public KnownFeeds(Function<String, FeedHistory> byScope) {
    this.byScope = byScope;
  }

  @Override
  public Doubt doubts(Defect defect, String provider, long now) {
    String kind = defect.isOfContact() ? MinuteCount.CONTACTS : MinuteCount.ORDERS;
    boolean isDoubted =
        !isGood(kind, now)
            || (defect.region() != null && !isGood(kind + ":" + defect.region(), now))
            || isTypeDown(defect, now);
    if (isDoubted) {
      return Doubt.FEED;
    }
    return provider != null && !isGood(providerScope(provider), now) ? Doubt.PROVIDER : Doubt.NONE;
  }

  /** The scope of a provider's events. */
  static String providerScope(String provider) {
    return MinuteCount.ORDERS + ":provider:" + provider;
  }

  private boolean isGood(String scope, long now) {
    FeedHistory.Point point = point(scope, now);
    return point == null || point.state() == FeedCondition.GOOD;
  }

  /** A type of event is missed only where it is silent or low: a few are often few. */
  private boolean isTypeDown(Defect defect, long now) {
    if (defect.isOfContact()) {
      return false;
    }
    FeedHistory.Point point = point(MinuteCount.ORDERS + ":type:" + defect.missing(), now);
    return point != null
        && point.state() != FeedCondition.GOOD
        && point.state() != FeedCondition.DOUBTED;
  }

  private FeedHistory.Point point(String scope, long now) {
    FeedHistory history = byScope.apply(scope);
    return history == null ? null : history.at(now);
  }

  @Override
  public String usualZone(String region, long now) {
    FeedHistory.Point point = point(MinuteCount.ORDERS + ":" + region, now);
    return point == null ? null : point.zone();
  }
}
