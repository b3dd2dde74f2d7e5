package dev.odyssey.scorecards.job;

import dev.odyssey.facts.Fact;
import dev.odyssey.streaming.Ingested;
import dev.odyssey.streaming.Metrics;
import dev.odyssey.streaming.Triage;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Sends facts on and dead letters aside ({@link Triage#DEAD_LETTERS}), and counts both. Heartbeats
 * have done their work by then: the watermark knows of them, and they are dropped. A fact that was
 * left out leaves rows wrong, which is why somebody is to look at each.
 */
final class TriageFacts<F extends Fact> extends ProcessFunction<Ingested<F>, F> {

  private static final long serialVersionUID = 1;

  private transient Counter records;
  private transient Counter pulses;
  private transient Counter deadLetters;

  @Override
  public void open(OpenContext context) {
    records = getRuntimeContext().getMetricGroup().counter(Metrics.RECORDS);
    pulses = getRuntimeContext().getMetricGroup().counter(Metrics.PULSES_READ);
    deadLetters = getRuntimeContext().getMetricGroup().counter(Metrics.DEAD_LETTERS);
  }

  @Override
  public void processElement(Ingested<F> ingested, Context context, Collector<F> out) {
    if (ingested instanceof Ingested.Fact<F> fact) {
      records.inc();
      out.collect(fact.event());
    } else if (ingested instanceof Ingested.Pulse<F>) {
      pulses.inc();
    } else if (ingested instanceof Ingested.Dead<F> dead) {
      deadLetters.inc();
      context.output(Triage.DEAD_LETTERS, dead.letter());
    }
  }
}
