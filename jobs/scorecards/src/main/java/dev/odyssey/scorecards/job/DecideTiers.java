package dev.odyssey.scorecards.job;

import dev.odyssey.scorecards.ProviderTier;
import dev.odyssey.scorecards.ScorecardRow;
import dev.odyssey.scorecards.Tier;
import dev.odyssey.scorecards.tiers.TierDecision;
import dev.odyssey.streaming.DetectionClock;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Decides the tier of each provider on the last 28 days, up to the day of the watermark, and emits
 * it where it is another than before.
 *
 * <p>It is decided when a row has changed, once for all rows that change together, and when a day
 * begins, since another day leaves the window; of a provider with nothing in the window or ahead of
 * it no day needs to be waited for. The end of the input is not the passing of time: what came last
 * is decided on the last day that had begun.
 */
final class DecideTiers extends KeyedProcessFunction<String, ScorecardRow, ProviderTier> {

  private static final long serialVersionUID = 1;

  /** Goes off with the first watermark, whichever it is. */
  private static final long FIRST_DAY = Long.MIN_VALUE + 1;

  private final ScorecardSettings settings;
  private final DetectionClock clock;

  private transient ValueState<ProviderState> providers;
  private transient Counter[] changes;
  private transient long latest;

  DecideTiers(ScorecardSettings settings, DetectionClock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public void open(OpenContext context) {
    providers =
        getRuntimeContext().getState(new ValueStateDescriptor<>("provider", ProviderState.TYPE));
    MetricGroup metrics = getRuntimeContext().getMetricGroup();
    changes = new Counter[Tier.values().length];
    for (Tier tier : Tier.values()) {
      changes[tier.ordinal()] = metrics.addGroup("tier", tier.name()).counter("tierChanges");
    }
    latest = Long.MIN_VALUE;
  }

  @Override
  public void processElement(ScorecardRow row, Context context, Collector<ProviderTier> out)
      throws Exception {
    TimerService timers = context.timerService();
    ProviderState known = providers.value();
    ProviderState before = today(known == null ? ProviderState.EMPTY : known, timers);
    ProviderState now = before.with(row.key().day(), row.counters());
    if (now == known) {
      return;
    }
    boolean due = now.changed() && (known == null || !known.changed());
    if (due && settings.interval() != null) {
      timers.registerProcessingTimeTimer(
          timers.currentProcessingTime() + settings.interval().toMillis());
    }
    providers.update(wake(now, timers));
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<ProviderTier> out)
      throws Exception {
    ProviderState known = providers.value();
    if (known == null) {
      return;
    }
    TimerService timers = context.timerService();
    boolean dayBegan = context.timeDomain() == TimeDomain.EVENT_TIME;
    ProviderState now = today(dayBegan ? known.wakingAt(null) : known, timers);
    if (now.changed() && now.today() != null) {
      now = decide(context.getCurrentKey(), now, out);
    }
    boolean ended = timers.currentWatermark() == Long.MAX_VALUE;
    providers.update(ended ? now : wake(now, timers));
  }

  private ProviderTier change(
      String providerId, ProviderState before, TierDecision decision, long now) {
    return new ProviderTier(
        providerId,
        Revisions.after(before.revision(), now),
        decision.tier(),
        before.tier(),
        now,
        before.from(),
        before.today(),
        settings.targets().version(),
        decision.assessments());
  }

  private ProviderState decide(
      String providerId, ProviderState state, Collector<ProviderTier> out) {
    TierDecision decision = TierDecision.of(state.window(), settings.targets());
    if (decision.tier() == state.tier()) {
      return state.decided(state.tier(), state.revision());
    }
    changes[decision.tier().ordinal()].inc();
    ProviderTier change = change(providerId, state, decision, clock.now(latest));
    out.collect(change);
    return state.decided(change.tier(), change.revision());
  }

  /** On the day of the watermark, if that says anything. */
  private ProviderState today(ProviderState state, TimerService timers) {
    long watermark = timers.currentWatermark();
    if (watermark == Long.MIN_VALUE || watermark == Long.MAX_VALUE) {
      return state;
    }
    latest = Math.max(latest, watermark);
    return state.on(Days.of(watermark));
  }

  /** Sets the timer for the next day, where there is anything left to decide then. */
  private static ProviderState wake(ProviderState state, TimerService timers) {
    if (state.wakeAt() != null || (state.days().isEmpty() && !state.changed())) {
      return state;
    }
    long next = state.today() == null ? FIRST_DAY : Days.beginning(state.today().plusDays(1));
    timers.registerEventTimeTimer(next);
    return state.wakingAt(next);
  }
}
