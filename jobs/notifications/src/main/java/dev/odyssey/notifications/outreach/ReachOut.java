package dev.odyssey.notifications.outreach;

import dev.odyssey.notifications.ContactPreference;
import dev.odyssey.notifications.Outreach;
import dev.odyssey.notifications.WithdrawalReason;
import dev.odyssey.notifications.settings.OutreachSettings;
import dev.odyssey.notifications.state.Agenda;
import dev.odyssey.streaming.DetectionClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Decides what a recipient is told, and when, in event time of the clock that changes are detected
 * by. Keyed by recipient, see {@link Ask#key()} and {@link PreferenceChange#key()}.
 *
 * <p>Asks wait until the watermark has passed them, and are taken in order of time; of those of one
 * instant the most severe first, so that the others find out that they come too close to it. One
 * that comes late is taken at once, as of the watermark. A preference holds as soon as it is read,
 * for all messages whose time has not come: nobody is to be written to after an opt-out only
 * because something else was slower.
 *
 * <p>Preferences are kept for good, and messages for a retention after they last mattered, so that
 * nobody is told twice.
 */
public final class ReachOut
    extends KeyedCoProcessFunction<String, Ask, PreferenceChange, Outreach> {

  private static final long serialVersionUID = 1;

  /** What is over is looked for once a day. */
  private static final long DAY = Duration.ofDays(1).toMillis();

  private static final Comparator<Ask> ORDER =
      Comparator.comparing(Ask::severity, Comparator.reverseOrder())
          .thenComparing(Ask::outreachId)
          .thenComparing(Ask::step);

  private final OutreachSettings settings;
  private final DetectionClock clock;
  private final long retentionMillis;

  private transient ValueState<PreferenceChange> preferences;
  private transient MapState<String, List<Message>> correspondences;
  private transient Agenda<Ask> waiting;
  private transient Counter requested;
  private transient Counter[] withdrawn;

  /**
   * The operator.
   *
   * @param clock says when messages were decided
   * @param retention how long messages are kept; longer than any replay reaches back
   */
  public ReachOut(OutreachSettings settings, DetectionClock clock, Duration retention) {
    this.settings = settings;
    this.clock = clock;
    this.retentionMillis = retention.toMillis();
  }

  @Override
  public void open(OpenContext context) {
    var runtime = getRuntimeContext();
    preferences =
        runtime.getState(new ValueStateDescriptor<>("preference", OutreachTypes.PREFERENCE_CHANGE));
    correspondences =
        runtime.getMapState(
            new MapStateDescriptor<>("messages", Types.STRING, Types.LIST(OutreachTypes.MESSAGE)));
    waiting = new Agenda<>(runtime, "waiting", OutreachTypes.ASK);
    MetricGroup metrics = runtime.getMetricGroup();
    requested = metrics.counter("messagesRequested");
    withdrawn = new Counter[WithdrawalReason.values().length];
    for (WithdrawalReason reason : WithdrawalReason.values()) {
      withdrawn[reason.ordinal()] =
          metrics.addGroup("reason", reason.name()).counter("messagesWithdrawn");
    }
  }

  @Override
  public void processElement1(Ask ask, Context context, Collector<Outreach> out) throws Exception {
    TimerService timers = context.timerService();
    if (ask.at() <= timers.currentWatermark()) {
      accept(ask, timers.currentWatermark(), timers, out);
      return;
    }
    waiting.set(ask.at(), ask, timers);
  }

  @Override
  public void processElement2(PreferenceChange change, Context context, Collector<Outreach> out)
      throws Exception {
    TimerService timers = context.timerService();
    long now = Math.max(change.at(), timers.currentWatermark());
    preferences.update(change.preference() == null ? null : change);
    // What changes is written back after the walk: not every backend lets it be changed on the way.
    List<Map.Entry<String, List<Message>>> entries = new ArrayList<>();
    correspondences.entries().forEach(e -> entries.add(Map.entry(e.getKey(), e.getValue())));
    entries.sort(Map.Entry.comparingByKey());
    for (Map.Entry<String, List<Message>> entry : entries) {
      Correspondence correspondence = new Correspondence(settings, entry.getValue(), null);
      List<Outreach> written = correspondence.prefer(change.preference(), now, clock.now(now));
      if (!written.isEmpty()) {
        keep(entry.getKey(), correspondence, timers);
        emit(written, out);
      }
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Outreach> out)
      throws Exception {
    for (Ask ask : waiting.take(timestamp).stream().sorted(ORDER).toList()) {
      accept(ask, timestamp, context.timerService(), out);
    }
    if (timestamp % DAY == 0) {
      forget(timestamp - retentionMillis);
    }
  }

  private void accept(Ask ask, long now, TimerService timers, Collector<Outreach> out)
      throws Exception {
    List<Message> messages = correspondences.get(ask.subject());
    Correspondence correspondence =
        new Correspondence(settings, messages == null ? List.of() : messages, preference());
    List<Outreach> written = correspondence.accept(ask, now, clock.now(now));
    keep(ask.subject(), correspondence, timers);
    emit(written, out);
  }

  /** Null where there is none. */
  private ContactPreference preference() throws Exception {
    PreferenceChange last = preferences.value();
    return last == null ? null : last.preference();
  }

  private void keep(String subject, Correspondence correspondence, TimerService timers)
      throws Exception {
    List<Message> messages = correspondence.messages();
    if (messages.isEmpty()) {
      return;
    }
    correspondences.put(subject, messages);
    for (Message message : messages) {
      timers.registerEventTimeTimer(dayAfter(message.endsAt() + retentionMillis));
    }
  }

  private static long dayAfter(long instant) {
    return (Math.floorDiv(instant, DAY) + 1) * DAY;
  }

  private void forget(long before) throws Exception {
    List<String> over = new ArrayList<>();
    for (Iterator<Map.Entry<String, List<Message>>> all = correspondences.iterator();
        all.hasNext(); ) {
      Map.Entry<String, List<Message>> entry = all.next();
      if (entry.getValue().stream().allMatch(message -> message.endsAt() < before)) {
        over.add(entry.getKey());
      }
    }
    for (String subject : over) {
      correspondences.remove(subject);
    }
  }

  private void emit(List<Outreach> written, Collector<Outreach> out) {
    for (Outreach outreach : written) {
      if (outreach.reason() == null) {
        requested.inc();
      } else {
        withdrawn[outreach.reason().ordinal()].inc();
      }
      out.collect(outreach);
    }
  }
}
