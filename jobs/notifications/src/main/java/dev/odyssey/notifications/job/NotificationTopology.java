package dev.odyssey.notifications.job;

import dev.odyssey.defects.DefectChange;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.notifications.Alert;
import dev.odyssey.notifications.Outreach;
import dev.odyssey.notifications.Silence;
import dev.odyssey.notifications.alerts.AlertTypes;
import dev.odyssey.notifications.alerts.RaiseAlerts;
import dev.odyssey.notifications.feeds.CountByRegion;
import dev.odyssey.notifications.feeds.FeedCount;
import dev.odyssey.notifications.feeds.FeedIncidents;
import dev.odyssey.notifications.feeds.FeedStatus;
import dev.odyssey.notifications.feeds.WatchFeeds;
import dev.odyssey.notifications.incidents.FollowIncidents;
import dev.odyssey.notifications.incidents.GateByFeed;
import dev.odyssey.notifications.incidents.Incident;
import dev.odyssey.notifications.incidents.IncidentTypes;
import dev.odyssey.notifications.outreach.Ask;
import dev.odyssey.notifications.outreach.AskByPlaybook;
import dev.odyssey.notifications.outreach.OutreachTypes;
import dev.odyssey.notifications.outreach.PreferenceChange;
import dev.odyssey.notifications.outreach.ReachOut;
import dev.odyssey.notifications.settings.NotificationSettings;
import dev.odyssey.streaming.DetectionClock;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * The graph of the notifications, between whatever changes of defects come from and whatever alerts
 * and messages go to.
 *
 * <pre>
 *   changes ------(order)--> follow incidents --(region)--> gate by feed --+--(code, region)--> raise alerts --> alerts
 *                                                               ^          |                        ^
 *   order events --> count by region --(one)--> watch feeds ----+----------'   silences ------------'
 *                                                                          |
 *                                                                          '--> ask by playbook --(recipient)--> reach out --> messages
 *                                                                                                                  ^
 *                                                                               preferences -----------------------'
 * </pre>
 *
 * <p>Streams must bring {@link DetectionTime} with them. Nothing is decided about an instant before
 * the watermarks of all of them have passed it, so what comes out follows from what went in,
 * however it was read.
 */
public final class NotificationTopology {

  /**
   * What goes in.
   *
   * @param changes of defects of orders and of contacts
   * @param orderEvents as they are recorded: whether they come, not what they say, is of interest
   */
  public record Inputs(
      DataStream<DefectChange> changes,
      DataStream<OrderEvent> orderEvents,
      DataStream<Silence> silences,
      DataStream<PreferenceChange> preferences) {}

  /**
   * What comes out.
   *
   * @param alerts revisions of alerts; the highest of an alertId holds
   * @param outreach revisions of messages; the highest of an outreachId holds
   */
  public record Outputs(DataStream<Alert> alerts, DataStream<Outreach> outreach) {}

  private final NotificationSettings settings;
  private final DetectionClock clock;
  private final Duration retention;

  /**
   * A graph that is told what goes for the wall clock.
   *
   * @param clock says when something was decided, and what is history by then
   * @param retention how long what is over is remembered, so that nobody is told again
   */
  public NotificationTopology(
      NotificationSettings settings, DetectionClock clock, Duration retention) {
    this.settings = settings;
    this.clock = clock;
    this.retention = retention;
  }

  /** Adds the graph to the job of the streams. */
  public Outputs build(Inputs inputs) {
    DataStream<FeedStatus> feeds =
        inputs
            .orderEvents()
            .transform("Count by region", FeedCount.TYPE, new CountByRegion(settings.feeds()))
            .uid(Uids.COUNT_BY_REGION)
            .setParallelism(inputs.orderEvents().getParallelism())
            .transform("Watch feeds", FeedStatus.TYPE, new WatchFeeds(settings.feeds()))
            .uid(Uids.WATCH_FEEDS)
            .forceNonParallel();
    DataStream<Incident> ofFeeds =
        feeds
            .flatMap(new FeedIncidents(settings.alerts(), clock))
            .returns(IncidentTypes.INCIDENT)
            .name("Incidents of feeds")
            .uid(Uids.FEED_INCIDENTS)
            .setParallelism(1);
    DataStream<Incident> incidents =
        inputs
            .changes()
            .keyBy(FollowIncidents::keyOf, Types.STRING)
            .process(
                new FollowIncidents(settings.alerts(), clock, retention), IncidentTypes.INCIDENT)
            .name("Follow incidents")
            .uid(Uids.FOLLOW_INCIDENTS)
            .keyBy(GateByFeed::keyOf, Types.STRING)
            .connect(feeds.keyBy(FeedStatus::region, Types.STRING))
            // What is over must find what it ends.
            .process(
                new GateByFeed(settings.feeds(), retention.multipliedBy(2)), IncidentTypes.INCIDENT)
            .name("Gate by feed")
            .uid(Uids.GATE_BY_FEED);
    return new Outputs(
        alerts(incidents.union(ofFeeds), inputs.silences()),
        outreach(incidents, inputs.preferences()));
  }

  private DataStream<Alert> alerts(DataStream<Incident> incidents, DataStream<Silence> silences) {
    return incidents
        .keyBy(RaiseAlerts::keyOf, Types.STRING)
        .connect(silences.broadcast(RaiseAlerts.SILENCES))
        .process(
            new RaiseAlerts(settings.alerts(), clock, retention.multipliedBy(2)), AlertTypes.ALERT)
        .name("Raise alerts")
        .uid(Uids.RAISE_ALERTS);
  }

  private DataStream<Outreach> outreach(
      DataStream<Incident> incidents, DataStream<PreferenceChange> preferences) {
    DataStream<Ask> asks =
        incidents
            .flatMap(new AskByPlaybook(settings.outreach()))
            .returns(OutreachTypes.ASK)
            .name("Ask by playbook")
            .uid(Uids.ASK);
    return asks.keyBy(Ask::key, Types.STRING)
        .connect(preferences.keyBy(PreferenceChange::key, Types.STRING))
        .process(new ReachOut(settings.outreach(), clock, retention), OutreachTypes.OUTREACH)
        .name("Reach out")
        .uid(Uids.REACH_OUT);
  }
}
