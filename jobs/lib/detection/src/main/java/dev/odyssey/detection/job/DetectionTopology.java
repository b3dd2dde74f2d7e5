package dev.odyssey.detection.job;

import dev.odyssey.defects.DefectChange;
import dev.odyssey.detection.facts.FactRules;
import dev.odyssey.detection.operator.DetectDefects;
import dev.odyssey.detection.operator.DetectDefects.DetectorFactory;
import dev.odyssey.detection.operator.DetectionOperator;
import dev.odyssey.detection.operator.DetectionSettings;
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
public final class DetectionTopology<E extends Event, F extends Fact> {

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

  private final DetectorFactory<E> detectors;
  private final DetectionSettings settings;
  private final DetectionClock clock;
  private final TypeInformation<E> eventType;
  private final FactRules<E, F> facts;
  private final TypeInformation<F> factType;

  public DetectionTopology(
      DetectorFactory<E> detectors,
      DetectionSettings settings,
      DetectionClock clock,
      TypeInformation<E> eventType,
      FactRules<E, F> facts,
      TypeInformation<F> factType) {
    this.detectors = detectors;
    this.settings = settings;
    this.clock = clock;
    this.eventType = eventType;
    this.facts = facts;
    this.factType = factType;
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
    SingleOutputStreamOperator<E> events =
        ingested
            .process(new Triage<E>(), eventType)
            .name("Tell events from dead letters")
            .uid(scope + Uids.TRIAGE)
            .setParallelism(ingested.getParallelism());
    SingleOutputStreamOperator<DefectChange> changes =
        events
            .keyBy(Event::subjectId, Types.STRING)
            .transform(
                "Detect defects",
                TypeInformation.of(DefectChange.class),
                new DetectionOperator<>(
                    new DetectDefects<>(detectors, settings, clock, eventType, facts, factType)))
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
