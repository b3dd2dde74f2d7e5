package dev.odyssey.streaming;

import dev.odyssey.events.Event;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Sends valid events on and dead letters aside, and counts both. Heartbeats end here: what they had
 * to say they said to the watermark.
 */
public final class Triage<E extends Event> extends ProcessFunction<Ingested<E>, E> {

  /** The side output of what is no event. */
  public static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("dead-letters", DeadLetter.TYPE);

  private transient Map<String, Counter> events;
  private transient Counter pulses;
  private transient Counter deadLetters;

  @Override
  public void open(OpenContext context) {
    events = new HashMap<>();
    pulses = getRuntimeContext().getMetricGroup().counter(Metrics.PULSES_READ);
    deadLetters = getRuntimeContext().getMetricGroup().counter(Metrics.DEAD_LETTERS);
  }

  @Override
  public void processElement(Ingested<E> ingested, Context context, Collector<E> out) {
    if (ingested instanceof Ingested.Fact<E> fact) {
      events.computeIfAbsent(fact.event().typeName(), this::eventsOf).inc();
      out.collect(fact.event());
    } else if (ingested instanceof Ingested.Dead<E> dead) {
      deadLetters.inc();
      context.output(DEAD_LETTERS, dead.letter());
    } else {
      pulses.inc();
    }
  }

  private Counter eventsOf(String type) {
    return getRuntimeContext()
        .getMetricGroup()
        .addGroup(Metrics.TYPE, type)
        .counter(Metrics.EVENTS);
  }
}
