package dev.odyssey.notifications.state;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.util.FlinkRuntimeException;

/**
 * What is to be taken when the watermark has passed an instant, in keyed state, with an event-time
 * timer for each instant. Adding costs the same however much waits for the same instant.
 */
public final class Agenda<T> {

  private final MapState<Long, Integer> counts;
  private final MapState<Tuple2<Long, Integer>, T> waiting;

  public Agenda(RuntimeContext context, String name, TypeInformation<T> type) {
    counts = context.getMapState(new MapStateDescriptor<>(name + " counts", Types.LONG, Types.INT));
    waiting =
        context.getMapState(
            new MapStateDescriptor<>(name, Types.TUPLE(Types.LONG, Types.INT), type));
  }

  /**
   * Adds what has come of an instant; where that has gone by, it goes with the next one, so that
   * what comes late together is taken together.
   */
  public void arrive(long at, T what, TimerService timers) {
    set(Math.max(at, timers.currentWatermark() + 1), what, timers);
  }

  /** Adds what is to be taken at an instant that is not over. */
  public void set(long at, T what, TimerService timers) {
    try {
      Integer known = counts.get(at);
      int count = known == null ? 0 : known;
      waiting.put(Tuple2.of(at, count), what);
      counts.put(at, count + 1);
      if (count == 0) {
        timers.registerEventTimeTimer(at);
      }
    } catch (Exception e) {
      throw new FlinkRuntimeException("State of " + at + " cannot be written", e);
    }
  }

  /** Takes what waited for an instant, in the order in which it was added. */
  public List<T> take(long at) {
    try {
      Integer count = counts.get(at);
      if (count == null) {
        return List.of();
      }
      List<T> taken = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        Tuple2<Long, Integer> place = Tuple2.of(at, i);
        taken.add(waiting.get(place));
        waiting.remove(place);
      }
      counts.remove(at);
      return taken;
    } catch (Exception e) {
      throw new FlinkRuntimeException("State of " + at + " cannot be taken", e);
    }
  }
}
