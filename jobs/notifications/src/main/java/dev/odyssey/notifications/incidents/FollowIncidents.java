package dev.odyssey.notifications.incidents;

import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.Finding;
import dev.odyssey.notifications.settings.AlertSettings;
import dev.odyssey.notifications.state.Agenda;
import dev.odyssey.streaming.DetectionClock;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Turns changes of defects into incidents, by {@link #keyOf order}. Time is the clock that changes
 * are detected by: a change waits for the watermark to pass its detectedAt.
 *
 * <p>An order is forgotten as a whole, when nothing has been heard of it for a retention. Until
 * then a change that comes again does nothing.
 */
public final class FollowIncidents extends KeyedProcessFunction<String, DefectChange, Incident> {

  private static final long serialVersionUID = 1;

  private final AlertSettings settings;
  private final DetectionClock clock;
  private final Duration retention;

  private transient Agenda<DefectChange> arrivals;

  /** One value: all of an order is looked at together, and RocksDB is slow to iterate. */
  private transient ValueState<List<Followed>> defects;

  private transient ValueState<Long> wakeAt;

  public FollowIncidents(AlertSettings settings, DetectionClock clock, Duration retention) {
    this.settings = settings;
    this.clock = clock;
    this.retention = retention;
  }

  /** What changes are spread by: the order, else the contact, else the defect itself. */
  public static String keyOf(DefectChange change) {
    Finding finding = change.finding();
    if (finding.orderId() != null) {
      return finding.orderId();
    }
    return finding.contactId() != null ? finding.contactId() : change.defectId();
  }

  @Override
  public void open(OpenContext context) {
    arrivals = new Agenda<>(getRuntimeContext(), "arrivals", IncidentTypes.CHANGE);
    defects =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("defects", Types.LIST(Followed.TYPE)));
    wakeAt = getRuntimeContext().getState(new ValueStateDescriptor<>("wakeAt", Types.LONG));
  }

  @Override
  public void processElement(DefectChange change, Context context, Collector<Incident> out)
      throws Exception {
    arrivals.arrive(change.detectedAt(), change, context.timerService());
  }

  @Override
  public void onTimer(long now, OnTimerContext context, Collector<Incident> out) throws Exception {
    TreeMap<String, Followed> followed = new TreeMap<>();
    List<Followed> known = defects.value();
    if (known != null) {
      known.forEach(defect -> followed.put(defect.change().defectId(), defect));
    }
    OrderIncidents order = new OrderIncidents(settings, clock, followed);
    List<Incident> steps = order.take(arrivals.take(now), now);
    steps.forEach(out::collect);
    if (order.touched()) {
      defects.update(List.copyOf(followed.values()));
    }
    Long holdEnd = order.nextHoldEnd();
    long end = order.seenAt() + retention.toMillis();
    if (holdEnd != null) {
      wake(holdEnd, now, context.timerService());
    } else if (now < end) {
      wake(end, now, context.timerService());
    } else {
      defects.clear();
      wakeAt.clear();
    }
  }

  /** A timer that has become needless stays: it may be the one of an arrival too. */
  private void wake(long at, long now, TimerService timers) throws Exception {
    Long set = wakeAt.value();
    if (set == null || set <= now || at < set) {
      timers.registerEventTimeTimer(at);
      wakeAt.update(at);
    }
  }
}
