package dev.odyssey.scorecards.job;

import dev.odyssey.scorecards.ScorecardKey;
import dev.odyssey.scorecards.ScorecardRow;
import dev.odyssey.streaming.DetectionClock;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Adds up the rows.
 *
 * <p>A row is not emitted at every change of it: the rows of all together change with every order.
 * The first change sets a timer, and the row is emitted when it goes off, with all that came until
 * then; at the end of the input, what is not emitted yet is. A row that is back at zeros is emitted
 * too, since what it said before no longer holds.
 *
 * <p>When the retention of a day has passed, its rows are dropped from state as they last were
 * emitted, and what still wants to count to it is refused.
 */
final class SumRows extends KeyedProcessFunction<String, RowDelta, ScorecardRow> {

  private static final long serialVersionUID = 1;

  private final ScorecardSettings settings;
  private final Days days;
  private final DetectionClock clock;

  private transient ValueState<RowState> rows;
  private transient Counter emitted;
  private transient Counter refused;
  private transient long latest;

  SumRows(ScorecardSettings settings, DetectionClock clock) {
    this.settings = settings;
    this.days = settings.days();
    this.clock = clock;
  }

  @Override
  public void open(OpenContext context) {
    rows = getRuntimeContext().getState(new ValueStateDescriptor<>("row", RowState.TYPE));
    emitted = getRuntimeContext().getMetricGroup().counter("rows");
    refused = getRuntimeContext().getMetricGroup().counter("refusedChanges");
    latest = Long.MIN_VALUE;
  }

  @Override
  public void processElement(RowDelta delta, Context context, Collector<ScorecardRow> out)
      throws Exception {
    long now = Timers.now(context.timestamp(), context.timerService());
    latest = Math.max(latest, now);
    if (days.isOver(delta.key().day(), now)) {
      refused.inc();
      return;
    }
    RowState row = rows.value();
    if (row == null) {
      row = RowState.EMPTY;
      context.timerService().registerEventTimeTimer(days.end(delta.key().day()));
    }
    Duration interval = settings.interval();
    if (!row.changed() && interval != null) {
      long due = context.timerService().currentProcessingTime() + interval.toMillis();
      context.timerService().registerProcessingTimeTimer(due);
    }
    rows.update(row.plus(delta.change()));
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<ScorecardRow> out)
      throws Exception {
    RowState row = rows.value();
    if (row == null) {
      return;
    }
    ScorecardKey key = ScorecardKey.parse(context.getCurrentKey());
    if (row.changed()) {
      long now = clock.now(latest);
      row = row.emitted(now);
      emitted.inc();
      out.collect(new ScorecardRow(key, row.revision(), now, row.counters()));
      rows.update(row);
    }
    if (context.timeDomain() == TimeDomain.EVENT_TIME) {
      endDay(key, timestamp, context);
    }
  }

  private void endDay(ScorecardKey key, long timestamp, OnTimerContext context) {
    if (days.isOver(key.day(), timestamp)) {
      rows.clear();
    } else {
      context.timerService().registerEventTimeTimer(days.end(key.day()));
    }
  }
}
