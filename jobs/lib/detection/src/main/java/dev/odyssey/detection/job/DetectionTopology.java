package dev.odyssey.detection.job;

import dev.odyssey.defects.DefectChange;
import dev.odyssey.detection.documents.RuleDocument;
import dev.odyssey.detection.operator.AcceptDocuments;
import dev.odyssey.detection.operator.DetectDefects;
import dev.odyssey.detection.operator.DetectionOperator;
import dev.odyssey.detection.operator.DetectionSettings;
import dev.odyssey.detection.rules.History;
import dev.odyssey.events.Event;
import dev.odyssey.facts.Fact;
import dev.odyssey.streaming.DeadLetter;
import dev.odyssey.streaming.DetectionClock;
import dev.odyssey.streaming.Ingested;
import dev.odyssey.streaming.KafkaRecord;
import dev.odyssey.streaming.Triage;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.Collector;

/**
 * The graph of a detection job, between whatever it reads from and whatever it writes to.
 *
 * <pre>
 *   ingested -- triage --(keyed by subject)----- detect --> changes
 *                 |  |                              |  |--> shadow
 *                 |  |                              |  |--> facts
 *                 |  '-(time)- accept --(to all)----'  |--> late
 *                 |           |  |                     '--> overflow
 *   published ----------------'  |
 *                 '--------------'--> dead letters
 * </pre>
 *
 * <p>One keyed exchange, one keyed operator; nothing comes back the way it went. What is published
 * is accepted in one place, by the watermark of the events, and the detection's time is never ahead
 * of that place.
 */
public final class DetectionTopology<E extends Event, H extends History<E>, F extends Fact> {

  /**
   * What comes out.
   *
   * @param events that could be read, whatever was made of them
   * @param shadow what would be reported if what is in the shadow were live
   */
  public record Outputs<E extends Event, F extends Fact>(
      DataStream<E> events,
      DataStream<DefectChange> changes,
      DataStream<DefectChange> shadow,
      DataStream<F> facts,
      DataStream<DeadLetter> deadLetters,
      DataStream<E> late,
      DataStream<E> overflow) {}

  private static final String DETECT = "Detect defects";

  private final Detection<E, H, F> detection;
  private final Rulebook rulebook;
  private final DetectionSettings settings;
  private final DetectionClock clock;
  private boolean rejudging;

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

  /**
   * Whether policies may be otherwise, as far as they have been in force, than before a restore; by
   * default they may not.
   */
  public DetectionTopology<E, H, F> rejudging(boolean allowed) {
    rejudging = allowed;
    return this;
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
    return build(ingested, null, scope);
  }

  /**
   * Adds the graph to a job that also judges by what is published while it runs.
   *
   * @param published records of the topic of rules, of a parallelism of 1; its watermark stays
   *     behind all others until the topic has been read to its end, and has no say from then on.
   *     Null for none
   * @param scope what the uids of its operators begin with
   */
  public Outputs<E, F> build(
      DataStream<Ingested<E>> ingested, DataStream<KafkaRecord> published, String scope) {
    TypeInformation<E> eventType = detection.eventType();
    TypeInformation<F> factType = detection.facts().type();
    SingleOutputStreamOperator<E> events =
        ingested
            .process(new Triage<E>(), eventType)
            .name("Separate events from dead letters")
            .uid(scope + Uids.TRIAGE)
            .setParallelism(ingested.getParallelism());
    KeyedStream<E, String> subjects = events.keyBy(Event::subjectId, Types.STRING);
    DetectionOperator<E, H> operator =
        new DetectionOperator<>(
            new DetectDefects<>(
                detection.detectors(rulebook),
                settings,
                clock,
                eventType,
                detection.factRules(),
                factType),
            published != null,
            rejudging);
    TypeInformation<DefectChange> changeType = TypeInformation.of(DefectChange.class);
    DataStream<DeadLetter> deadLetters = events.getSideOutput(Triage.DEAD_LETTERS);
    SingleOutputStreamOperator<DefectChange> changes;
    if (published == null) {
      changes = subjects.transform(DETECT, changeType, operator);
    } else {
      SingleOutputStreamOperator<RuleDocument> accepted = accepted(events, published, scope);
      deadLetters = deadLetters.union(accepted.getSideOutput(Triage.DEAD_LETTERS));
      changes = subjects.connect(accepted.broadcast()).transform(DETECT, changeType, operator);
    }
    changes.uid(scope + Uids.DETECT);
    return new Outputs<>(
        events,
        changes,
        changes.getSideOutput(DetectDefects.SHADOW),
        changes.getSideOutput(DetectDefects.facts(factType)),
        deadLetters,
        changes.getSideOutput(DetectDefects.late(eventType)),
        changes.getSideOutput(DetectDefects.overflow(eventType)));
  }

  /** The documents that take effect, in the time of the events. */
  private SingleOutputStreamOperator<RuleDocument> accepted(
      SingleOutputStreamOperator<E> events, DataStream<KafkaRecord> published, String scope) {
    return events
        .flatMap((E event, Collector<KafkaRecord> none) -> {})
        .returns(KafkaRecord.TYPE)
        .name("Time of events")
        .uid(scope + Uids.RULES_TIME)
        .setParallelism(events.getParallelism())
        .union(published)
        .transform(
            "Accept rules",
            RuleDocument.TYPE,
            new AcceptDocuments(detection.documentRules(rulebook, settings.retention())))
        .uid(scope + Uids.ACCEPT_RULES)
        .setParallelism(1);
  }
}
