package dev.odyssey.streaming.pulse;

import dev.odyssey.streaming.EventContract;
import dev.odyssey.streaming.FactContract;
import dev.odyssey.streaming.options.KafkaOptions;
import dev.odyssey.streaming.options.PulseOptions;
import dev.odyssey.streaming.registry.WrittenFormat;
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

  private static final String TICKS_UID = "pulse-ticks-";
  private static final String SINK_UID = "pulse-";

  /**
   * Adds the pipeline for a topic of events, unless heartbeats are switched off.
   *
   * @param clock tells the wall time; serializable, as those of the JDK are
   */
  public static void attach(
      StreamExecutionEnvironment env,
      KafkaOptions kafka,
      PulseOptions pulse,
      EventContract<?> contract,
      Clock clock) {
    if (pulse.enabled()) {
      String topic = kafka.topic(contract.topic());
      WrittenFormat format = WrittenFormat.among(kafka, topic, "Pulse");
      attach(env, pulse, contract.topic(), new PulseSink(kafka, pulse, topic, format, clock));
    }
  }

  /**
   * The same for a topic of facts, whose records are in single-object encoding whatever registry
   * there is.
   */
  public static void attach(
      StreamExecutionEnvironment env,
      KafkaOptions kafka,
      PulseOptions pulse,
      FactContract<?> contract,
      Clock clock) {
    if (pulse.enabled()) {
      String topic = kafka.topic(contract.topic());
      WrittenFormat format = WrittenFormat.singleObject();
      attach(env, pulse, contract.topic(), new PulseSink(kafka, pulse, topic, format, clock));
    }
  }

  private static void attach(
      StreamExecutionEnvironment env, PulseOptions pulse, String topic, PulseSink sink) {
    env.fromSource(ticks(pulse.interval()), WatermarkStrategy.noWatermarks(), "Ticks for " + topic)
        .uid(TICKS_UID + topic)
        .setParallelism(1)
        .sinkTo(sink)
        .name("Heartbeats through " + topic)
        .uid(SINK_UID + topic)
        .setParallelism(1);
  }

  private static DataGeneratorSource<Long> ticks(Duration interval) {
    double perSecond = 1_000.0 / interval.toMillis();
    return new DataGeneratorSource<>(
        tick -> tick, Long.MAX_VALUE, RateLimiterStrategy.perSecond(perSecond), Types.LONG);
  }

  private Pulse() {}
}
