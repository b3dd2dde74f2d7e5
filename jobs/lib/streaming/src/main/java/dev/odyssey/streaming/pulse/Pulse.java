package dev.odyssey.streaming.pulse;

import dev.odyssey.streaming.EventContract;
import dev.odyssey.streaming.options.KafkaOptions;
import dev.odyssey.streaming.options.PulseOptions;
import java.time.Clock;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The small pipeline beside a job's own that lets time pass where nothing arrives.
 *
 * <pre>
 *   ticks --> heartbeats through every partition of the input topic
 * </pre>
 *
 * <p>The heartbeats come back to the job as records of the topic, each in its place among the
 * events of its partition: a topic that cannot be read brings none, so an outage is never taken for
 * silence.
 */
public final class Pulse {

  /** The uid of the ticks for one kind of event. */
  public static String ticksUid(EventContract<?> contract) {
    return "pulse-ticks-" + contract.topic();
  }

  /** The uid of the heartbeats for one kind of event. */
  public static String sinkUid(EventContract<?> contract) {
    return "pulse-" + contract.topic();
  }

  /**
   * Adds the pipeline for one input topic, unless heartbeats are switched off.
   *
   * @param clock tells the wall time; serializable, as those of the JDK are
   */
  public static void attach(
      StreamExecutionEnvironment env,
      KafkaOptions kafka,
      PulseOptions pulse,
      EventContract<?> contract,
      Clock clock) {
    if (!pulse.enabled()) {
      return;
    }
    env.fromSource(
            ticks(pulse.interval()),
            WatermarkStrategy.noWatermarks(),
            "Ticks for " + contract.topic())
        .uid(ticksUid(contract))
        .setParallelism(1)
        .sinkTo(new PulseSink(kafka, pulse, kafka.topic(contract.topic()), clock))
        .name("Heartbeats through " + contract.topic())
        .uid(sinkUid(contract))
        .setParallelism(1);
  }

  private static DataGeneratorSource<Long> ticks(Duration interval) {
    double perSecond = 1_000.0 / interval.toMillis();
    return new DataGeneratorSource<>(
        tick -> tick, Long.MAX_VALUE, RateLimiterStrategy.perSecond(perSecond), Types.LONG);
  }

  private Pulse() {}
}
