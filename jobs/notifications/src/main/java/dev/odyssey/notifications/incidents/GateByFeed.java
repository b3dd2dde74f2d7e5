package dev.odyssey.notifications.incidents;

import dev.odyssey.notifications.feeds.FeedStatus;
import dev.odyssey.notifications.settings.FeedSettings;
import dev.odyssey.notifications.state.Agenda;
import dev.odyssey.notifications.state.StateEntries;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Holds back the absences of regions whose feed is in doubt, by {@link #keyOf region}; every other
 * incident goes through as it comes.
 */
public final class GateByFeed
    extends KeyedCoProcessFunction<String, Incident, FeedStatus, Incident> {

  private static final long serialVersionUID = 1;

  private final FeedSettings settings;
  private final Duration retention;

  private transient Agenda<Incident> incidents;
  private transient Agenda<FeedStatus> statuses;
  private transient Agenda<String> dues;
  private transient StateEntries<Gated> firing;
  private transient ValueState<KnownFeed> feeds;

  /**
   * Gates of all regions.
   *
   * @param retention how long an absence is kept that is never over; longer than orders are
   *     followed, or its end would go unnoticed
   */
  public GateByFeed(FeedSettings settings, Duration retention) {
    this.settings = settings;
    this.retention = retention;
  }

  /** What incidents are spread by; those without a region have none to be silent. */
  public static String keyOf(Incident incident) {
    return incident.region() == null ? "" : incident.region();
  }

  @Override
  public void open(OpenContext context) {
    incidents = new Agenda<>(getRuntimeContext(), "incidents", IncidentTypes.INCIDENT);
    statuses = new Agenda<>(getRuntimeContext(), "statuses", FeedStatus.TYPE);
    dues = new Agenda<>(getRuntimeContext(), "dues", Types.STRING);
    firing = new StateEntries<>(getRuntimeContext(), "firing", Gated.TYPE);
    feeds = getRuntimeContext().getState(new ValueStateDescriptor<>("feed", KnownFeed.TYPE));
  }

  @Override
  public void processElement1(Incident incident, Context context, Collector<Incident> out)
      throws Exception {
    if (FeedGate.isForGate(incident)) {
      incidents.arrive(incident.at(), incident, context.timerService());
    } else {
      out.collect(incident);
    }
  }

  @Override
  public void processElement2(FeedStatus status, Context context, Collector<Incident> out)
      throws Exception {
    statuses.arrive(status.at(), status, context.timerService());
  }

  @Override
  public void onTimer(long now, OnTimerContext context, Collector<Incident> out) throws Exception {
    TimerService timers = context.timerService();
    KnownFeed known = feeds.value();
    KnownFeed before = known == null ? KnownFeed.LIVE : known;
    FeedGate gate =
        new FeedGate(settings, retention, before, firing, (at, id) -> dues.set(at, id, timers));
    List<Incident> steps = gate.take(statuses.take(now), incidents.take(now), dues.take(now), now);
    steps.forEach(out::collect);
    if (!gate.feed().equals(before)) {
      feeds.update(gate.feed());
    }
  }
}
