package dev.odyssey.notifications.time;

import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Decides by rules, key by key: what comes waits until the watermark has passed its instant, then
 * it is decided once. Input for an instant that is over belongs to the next one.
 */
public final class DecideByKey<S, I, O> extends KeyedProcessFunction<String, I, O> {

  private static final long serialVersionUID = 1;

  private final Rules<S, I, O> rules;
  private final RecordType<Waiting<S, I>> type;
  private final Steps steps;
  private transient ValueState<Waiting<S, I>> kept;

  /** Decides by rules, with a state of a type that {@link #typeOf} makes. */
  public DecideByKey(Rules<S, I, O> rules, RecordType<Waiting<S, I>> type) {
    this(rules, type, Steps.all());
  }

  /**
   * The same where time may stand still; to be run by {@link DecideByKeyOperator}.
   *
   * @param steps of this operator alone
   */
  public DecideByKey(Rules<S, I, O> rules, RecordType<Waiting<S, I>> type, Steps steps) {
    this.rules = rules;
    this.type = type;
    this.steps = steps;
  }

  void advance(long watermark) {
    steps.advance(watermark);
  }

  /** The type of what is kept of a key. */
  public static <S extends Record, I extends Record> RecordType<Waiting<S, I>> typeOf(
      Class<S> state, Class<I> input) {
    return RecordType.generic(Waiting.class, state, input);
  }

  @Override
  public void open(OpenContext context) {
    kept = getRuntimeContext().getState(new ValueStateDescriptor<>("kept", type));
  }

  @Override
  public void processElement(I what, Context context, Collector<O> out) throws Exception {
    kept.update(arrive(kept.value(), what, context.timestamp(), context.timerService()));
  }

  @Override
  public void onTimer(long at, OnTimerContext context, Collector<O> out) throws Exception {
    kept.update(
        decide(rules, kept.value(), at, steps.instant(at), context.timerService(), out::collect));
  }

  /** Adds what has come, and sees to it that it is decided in time. */
  public static <S, I> Waiting<S, I> arrive(
      Waiting<S, I> before, I what, long at, TimerService timers) {
    Waiting<S, I> waiting = before == null ? Waiting.nothing() : before;
    long instant = waiting.instant(at, timers.currentWatermark());
    return setTimer(waiting.with(instant, what), instant, timers);
  }

  /**
   * Decides about an instant, and sees to it that it is decided again in time.
   *
   * @param timer that goes off
   * @param at the instant: the timer's, or a later one that time has passed
   */
  public static <S, I, O> Waiting<S, I> decide(
      Rules<S, I, O> rules,
      Waiting<S, I> before,
      long timer,
      long at,
      TimerService timers,
      Consumer<O> out) {
    if (before == null || before.timer() != timer) {
      return before;
    }
    List<I> news = before.until(at);
    S state = rules.decide(before.state(), news, at, out);
    Waiting<S, I> after = new Waiting<>(state, before.after(at), Rules.NEVER, at);
    if (state == null && after.coming().isEmpty()) {
      return null;
    }
    long next = state == null ? Rules.NEVER : rules.next(state, at);
    return setTimer(after, Math.min(next, after.first()), timers);
  }

  private static <S, I> Waiting<S, I> setTimer(
      Waiting<S, I> waiting, long at, TimerService timers) {
    if (at >= waiting.timer()) {
      return waiting;
    }
    if (waiting.timer() != Rules.NEVER) {
      timers.deleteEventTimeTimer(waiting.timer());
    }
    timers.registerEventTimeTimer(at);
    return waiting.timer(at);
  }
}
