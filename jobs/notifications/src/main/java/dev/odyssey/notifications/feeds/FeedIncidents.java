package dev.odyssey.notifications.feeds;

import dev.odyssey.codec.Instants;
import dev.odyssey.defects.Severity;
import dev.odyssey.notifications.Alert;
import dev.odyssey.notifications.Suppression;
import dev.odyssey.notifications.incidents.Incident;
import dev.odyssey.notifications.incidents.Incident.Step;
import dev.odyssey.notifications.settings.AlertSettings;
import dev.odyssey.streaming.DetectionClock;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * A region's silence as an incident: it fires when the feed is silent, and clears when it is not.
 * One that a replay of the past shows is history.
 */
public final class FeedIncidents implements FlatMapFunction<FeedStatus, Incident> {

  private static final long serialVersionUID = 1;

  private final AlertSettings settings;
  private final DetectionClock clock;

  public FeedIncidents(AlertSettings settings, DetectionClock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public void flatMap(FeedStatus status, Collector<Incident> out) {
    if (status.silentSince() != null) {
      out.collect(of(status));
    }
  }

  /** The incident of a feed that is silent, or was until now. */
  private Incident of(FeedStatus status) {
    boolean isSilent = status.state() == FeedStatus.State.SILENT;
    long since = status.silentSince();
    return new Incident(
        Alert.FEED_SILENT + ':' + status.region() + ':' + since,
        isSilent ? Step.FIRING : Step.CLEARED,
        status.at(),
        isHistory(status) ? Suppression.HISTORICAL : null,
        Alert.FEED_SILENT,
        Severity.CRITICAL,
        status.region(),
        "No order event of region %s has been recorded since %s, while other regions go on"
            .formatted(status.region(), Instants.format(since)),
        since,
        isSilent ? null : (Long) status.at(),
        null,
        null);
  }

  /** By when it was found: the silence itself may be as long as a quiet region needs. */
  private boolean isHistory(FeedStatus status) {
    return status.at() < clock.now(status.at()) - settings.pagingHorizon().toMillis();
  }
}
