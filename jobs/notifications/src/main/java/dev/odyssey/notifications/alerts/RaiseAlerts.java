package dev.odyssey.notifications.alerts;

import dev.odyssey.notifications.Alert;
import dev.odyssey.notifications.Silence;
import dev.odyssey.notifications.incidents.Incident;
import dev.odyssey.notifications.incidents.IncidentTypes;
import dev.odyssey.notifications.settings.AlertSettings;
import dev.odyssey.notifications.state.Agenda;
import dev.odyssey.notifications.state.StateEntries;
import dev.odyssey.streaming.DetectionClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns incidents into alerts, by {@link #keyOf code and region}. Time is that of the incidents:
 * one waits for the watermark to pass it.
 *
 * <p>A silence holds from when it comes in, without a restart; that one was taken back is noticed
 * within a minute. One that is not {@link Silences#check valid} is logged, counted and let be.
 */
public final class RaiseAlerts
    extends KeyedBroadcastProcessFunction<String, Incident, Silence, Alert> {

  /** The silences, by silenceId: what to broadcast them with. */
  public static final MapStateDescriptor<String, Silence> SILENCES =
      new MapStateDescriptor<>("silences", Types.STRING, AlertTypes.SILENCE);

  private static final long serialVersionUID = 1;

  private static final Logger LOG = LoggerFactory.getLogger(RaiseAlerts.class);

  private final AlertSettings settings;
  private final DetectionClock clock;
  private final Duration retention;

  private transient Agenda<Incident> incidents;
  private transient Agenda<String> dues;
  private transient StateEntries<AlertState> alerts;
  private transient StateEntries<Long> silenced;
  private transient ValueState<Traffic> traffics;
  private transient Silences silences;
  private transient AlertMetrics written;
  private transient Counter invalid;

  /**
   * Alerts of all codes and regions.
   *
   * @param retention how long after anything last came of it an alert is kept; longer than
   *     incidents are followed, or its end would go unnoticed
   */
  public RaiseAlerts(AlertSettings settings, DetectionClock clock, Duration retention) {
    this.settings = settings;
    this.clock = clock;
    this.retention = retention;
  }

  /** What incidents are spread by. */
  public static String keyOf(Incident incident) {
    return AlertKey.of(incident).text();
  }

  @Override
  public void open(OpenContext context) {
    incidents = new Agenda<>(getRuntimeContext(), "incidents", IncidentTypes.INCIDENT);
    dues = new Agenda<>(getRuntimeContext(), "dues", Types.STRING);
    alerts = new StateEntries<>(getRuntimeContext(), "alerts", AlertState.TYPE);
    silenced = new StateEntries<>(getRuntimeContext(), "silenced", Types.LONG);
    traffics = getRuntimeContext().getState(new ValueStateDescriptor<>("traffic", Traffic.TYPE));
    written = new AlertMetrics(getRuntimeContext().getMetricGroup());
    invalid = getRuntimeContext().getMetricGroup().counter("invalidSilences");
  }

  @Override
  public void processElement(Incident incident, ReadOnlyContext context, Collector<Alert> out) {
    incidents.arrive(incident.at(), incident, context.timerService());
  }

  @Override
  public void processBroadcastElement(Silence silence, Context context, Collector<Alert> out)
      throws Exception {
    BroadcastState<String, Silence> known = context.getBroadcastState(SILENCES);
    if (Silences.isTakenBack(silence)) {
      known.remove(silence.silenceId());
    } else {
      try {
        Silences.check(silence);
        known.put(silence.silenceId(), silence);
      } catch (IllegalArgumentException e) {
        invalid.inc();
        LOG.warn("Ignored a silence by {}: {}", silence.by(), e.getMessage());
      }
    }
    silences = null;
  }

  @Override
  public void onTimer(long now, OnTimerContext context, Collector<Alert> out) throws Exception {
    TimerService timers = context.timerService();
    Traffic known = traffics.value();
    Traffic before = known == null ? Traffic.NONE : known;
    AlertBook book =
        new AlertBook(
            AlertKey.parse(context.getCurrentKey()),
            settings,
            retention,
            silences(context.getBroadcastState(SILENCES)),
            timers.currentWatermark() != Long.MAX_VALUE,
            before,
            alerts,
            silenced,
            (at, id) -> dues.set(at, id, timers));
    for (Alert alert : book.take(incidents.take(now), dues.take(now), now, clock.now(now))) {
      written.count(alert);
      out.collect(alert);
    }
    if (book.traffic().equals(Traffic.NONE)) {
      traffics.clear();
    } else if (!book.traffic().equals(before)) {
      traffics.update(book.traffic());
    }
  }

  private Silences silences(ReadOnlyBroadcastState<String, Silence> state) throws Exception {
    if (silences == null) {
      List<Silence> all = new ArrayList<>();
      for (Map.Entry<String, Silence> entry : state.immutableEntries()) {
        all.add(entry.getValue());
      }
      silences = Silences.of(all);
    }
    return silences;
  }
}
