package dev.odyssey.detection.job;

import dev.odyssey.detection.rules.History;
import dev.odyssey.events.Event;
import dev.odyssey.facts.Fact;
import dev.odyssey.streaming.EventWatermarks;
import dev.odyssey.streaming.Ingested;
import dev.odyssey.streaming.Rejected;
import dev.odyssey.streaming.RejectedEvents;
import dev.odyssey.streaming.TopicNames;
import dev.odyssey.streaming.job.JobCommand;
import dev.odyssey.streaming.kafka.KafkaInlet;
import dev.odyssey.streaming.kafka.KafkaOutlet;
import dev.odyssey.streaming.options.KafkaOptions;
import dev.odyssey.streaming.options.OptionGroup;
import dev.odyssey.streaming.options.PulseOptions;
import dev.odyssey.streaming.pulse.Pulse;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A detection job between topics of Kafka.
 *
 * <pre>
 *   Kafka rules -------.
 *   Kafka events -- detection --> Kafka defects, shadow-defects
 *       ^               |   '---> Kafka facts
 *       |               '-------> Kafka dead letters, late and overflowing events
 *   heartbeats
 * </pre>
 *
 * <p>Everything about checkpoints, state backends and restarts is the cluster's to configure.
 */
public final class DetectionJob<E extends Event, H extends History<E>, F extends Fact> {

  static final List<OptionGroup> OPTIONS =
      List.of(KafkaOptions.GROUP, DetectionOptions.GROUP, PulseOptions.GROUP);

  private final Detection<E, H, F> detection;

  public DetectionJob(Detection<E, H, F> detection) {
    this.detection = detection;
  }

  /**
   * Runs the job from its command line, or prints its options or its graph.
   *
   * @throws dev.odyssey.streaming.options.InvalidOptionException naming what is wrong with the
   *     command line
   */
  public void run(String[] arguments, PrintStream out) throws Exception {
    new JobCommand(detection.job(), OPTIONS, this::build).run(arguments, out);
  }

  /** Adds the whole job to an environment. */
  void build(StreamExecutionEnvironment env, Configuration values) {
    KafkaOptions kafka = KafkaOptions.from(values, detection.job());
    DetectionOptions options = DetectionOptions.from(values);
    PulseOptions pulse = PulseOptions.from(values);
    // Before the broker is asked: a bad file is named wherever the job is submitted.
    Rulebook rulebook = options.rulebook();
    Clock clock = Clock.systemUTC();

    DataStream<Ingested<E>> ingested =
        env.fromSource(
                KafkaInlet.source(kafka, detection.contract(), detection.eventType(), clock),
                EventWatermarks.live(options.disorder()),
                "Read " + detection.contract().topic(),
                Ingested.typeOf(detection.eventType()))
            .uid(Uids.SOURCE)
            .setParallelism(
                KafkaInlet.parallelism(kafka, detection.contract(), env.getParallelism()));
    DetectionTopology.Outputs<E, F> outputs =
        new DetectionTopology<>(
                detection, rulebook, options.settings(), streamTime -> clock.millis())
            .rejudging(options.rejudge())
            .build(ingested, KafkaInlet.held(env, kafka, TopicNames.RULES, Uids.RULES), "");

    outputs
        .changes()
        .sinkTo(KafkaOutlet.defects(kafka))
        .name("Write defects")
        .uid(Uids.DEFECTS_TOPIC);
    outputs
        .shadow()
        .sinkTo(KafkaOutlet.shadowDefects(kafka))
        .name("Write shadow-defects")
        .uid(Uids.SHADOW_TOPIC);
    outputs
        .facts()
        .sinkTo(KafkaOutlet.facts(kafka, detection.facts()))
        .name("Write " + detection.facts().topic())
        .uid(Uids.FACTS_TOPIC);
    rejected(outputs, options)
        .sinkTo(KafkaOutlet.rejected(kafka, List.of(detection.contract())))
        .name("Write dead letters, late and overflowing events")
        .uid(Uids.REJECTED_TOPICS);
    Pulse.attach(env, kafka, pulse, detection.contract(), clock);
  }

  private DataStream<Rejected> rejected(
      DetectionTopology.Outputs<E, F> outputs, DetectionOptions options) {
    RejectedEvents<E> rejected = new RejectedEvents<>(detection.contract());
    String late = "older than the retention of " + options.settings().longestRetention();
    String overflow = "its subject has the most events it may have, " + options.maxEvents();
    DataStream<Rejected> deadLetters =
        outputs
            .deadLetters()
            .map(Rejected::of)
            .returns(Rejected.TYPE)
            .name("Dead letters")
            .uid(Uids.DEAD_LETTERS);
    return deadLetters.union(
        outputs
            .late()
            .map(event -> rejected.late(event, late))
            .returns(Rejected.TYPE)
            .name("Late events")
            .uid(Uids.LATE),
        outputs
            .overflow()
            .map(event -> rejected.overflow(event, overflow))
            .returns(Rejected.TYPE)
            .name("Overflowing events")
            .uid(Uids.OVERFLOW));
  }
}
