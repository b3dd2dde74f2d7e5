package dev.odyssey.detection.job;

import dev.odyssey.defects.DefectChange;
import dev.odyssey.detection.operator.DetectDefects;
import dev.odyssey.detection.operator.DetectionOperator;
import dev.odyssey.detection.operator.DetectionSettings;
import dev.odyssey.detection.rules.History;
import dev.odyssey.events.Event;
import dev.odyssey.facts.Fact;
import dev.odyssey.streaming.DeadLetter;
import dev.odyssey.streaming.DetectionClock;
import dev.odyssey.streaming.Ingested;
import dev.odyssey.streaming.Triage;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The graph of a detection job, between whatever it reads from and whatever it writes to.
 *
 * <pre>
 *   ingested -- triage --(keyed by subject)-- detect --> changes
 *                 |                             |--> facts
 *                 |                             |--> late
 *                 '--> dead letters             '--> overflow
 * </pre>
 *
 * <p>One keyed exchange, one keyed operator; nothing comes back the way it went.
 */
public final class DetectionTopology<E extends Event, H extends History<E>, F extends Fact> {

  /**
   * What comes out.
   *
   * @param events that could be read, whatever was made of them
   */
  public record Outputs<E extends Event, F extends Fact>(
      DataStream<E> events,
      DataStream<DefectChange> changes,
      DataStream<F> facts,
      DataStream<DeadLetter> deadLetters,
      DataStream<E> late,
      DataStream<E> overflow) {}

  private final Detection<E, H, F> detection;
  private final Rulebook rulebook;
  private final DetectionSettings settings;
  private final DetectionClock clock;

  public DetectionTopology(
      Detection<E, H, F> detection,
      Rulebook rulebook,
      DetectionSettings settings,
      DetectionClock clock) {
    this.detection = detection;
    this.rulebook = rulebook;
    this.settings = settings;
    this.clock = clock;
  }

  /** Adds the graph to the job of a stream of input. */
  public Outputs<E, F> build(DataStream<Ingested<E>> ingested) {
    return build(ingested, "");
  }

  /**
   * Adds the graph to a job that has others like it.
   *
   * @param scope what the uids of its operators begin with
   */
  public Outputs<E, F> build(DataStream<Ingested<E>> ingested, String scope) {
    TypeInformation<E> eventType = detection.eventType();
    TypeInformation<F> factType = detection.facts().type();
    SingleOutputStreamOperator<E> events =
        ingested
            .process(new Triage<E>(), eventType)
            .name("Separate events from dead letters")
            .uid(scope + Uids.TRIAGE)
            .setParallelism(ingested.getParallelism());
    SingleOutputStreamOperator<DefectChange> changes =
        events
            .keyBy(Event::subjectId, Types.STRING)
            .transform(
                "Detect defects",
                TypeInformation.of(DefectChange.class),
                new DetectionOperator<>(
                    new DetectDefects<>(
                        detection.detectors(rulebook),
                        settings,
                        clock,
                        eventType,
                        detection.factRules(),
                        factType)))
            .uid(scope + Uids.DETECT);
    return new Outputs<>(
        events,
        changes,
        changes.getSideOutput(DetectDefects.facts(factType)),
        events.getSideOutput(Triage.DEAD_LETTERS),
        changes.getSideOutput(DetectDefects.late(eventType)),
        changes.getSideOutput(DetectDefects.overflow(eventType)));
  }
}
