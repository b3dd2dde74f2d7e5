package dev.odyssey.benchmarks;

import dev.odyssey.events.OrderEvent;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * The four rules by hand, as one writes them for speed: of an order only its last promise and what
 * that still waits for, one timer for the next due time, everything gone when nothing is waited
 * for. Takes events as they come: what arrives after its deadline was reported corrects nothing, a
 * second copy of a promise is a promise again, nothing can be retracted.
 */
final class HandWritten extends KeyedProcessFunction<String, OrderEvent, Alert> {

  private static final long serialVersionUID = 1;
  private static final Deadline[] DEADLINES = Deadline.values();

  /** The last promise of an order; a POJO, so that Flink serializes it field by field. */
  public static final class Promise {
    public String eventId;
    public long madeAt;
    public long[] dues;
    public long timer;
  }

  private transient ValueState<Promise> promises;

  @Override
  public void open(OpenContext context) {
    promises =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("promise", Types.POJO(Promise.class)));
  }

  @Override
  public void processElement(OrderEvent event, Context context, Collector<Alert> out)
      throws Exception {
    if (!Deadline.UNCONFIRMED.reads(event.type())) {
      return;
    }
    Promise promise = promises.value();
    if (promise != null) {
      if (event.occurredAt() < promise.madeAt) {
        return;
      }
      raise(promise, event.occurredAt() - 1, context, out);
      for (Deadline deadline : DEADLINES) {
        if (deadline.isSettledBy(event.type())) {
          promise.dues[deadline.ordinal()] = Deadline.NONE;
        }
      }
    }
    if (event.isKeepablePromise()) {
      Promise made = new Promise();
      made.eventId = event.eventId();
      made.madeAt = event.occurredAt();
      made.timer = promise == null ? Deadline.NONE : promise.timer;
      made.dues = new long[DEADLINES.length];
      for (Deadline deadline : DEADLINES) {
        made.dues[deadline.ordinal()] = deadline.due(event);
      }
      promise = made;
    }
    if (promise != null) {
      keep(promise, context);
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Alert> out)
      throws Exception {
    Promise promise = promises.value();
    if (promise != null && promise.timer == timestamp) {
      promise.timer = Deadline.NONE;
      raise(promise, timestamp, context, out);
      keep(promise, context);
    }
  }

  private void raise(Promise promise, long until, Context context, Collector<Alert> out) {
    for (Deadline deadline : DEADLINES) {
      if (promise.dues[deadline.ordinal()] <= until) {
        promise.dues[deadline.ordinal()] = Deadline.NONE;
        out.collect(new Alert(deadline.code(), context.getCurrentKey(), promise.eventId));
      }
    }
  }

  private void keep(Promise promise, Context context) throws Exception {
    long next = Deadline.NONE;
    for (long due : promise.dues) {
      next = Math.min(next, due);
    }
    if (next < promise.timer || next == Deadline.NONE) {
      if (promise.timer != Deadline.NONE) {
        context.timerService().deleteEventTimeTimer(promise.timer);
      }
      if (next != Deadline.NONE) {
        context.timerService().registerEventTimeTimer(next);
      }
      promise.timer = next;
    }
    if (next == Deadline.NONE) {
      promises.clear();
    } else {
      promises.update(promise);
    }
  }
}
