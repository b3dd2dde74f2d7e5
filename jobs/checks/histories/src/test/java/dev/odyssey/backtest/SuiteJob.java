package dev.odyssey.backtest;

import dev.odyssey.contactdefects.ContactDefectsJob;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.detection.job.Detection;
import dev.odyssey.detection.job.DetectionTopology;
import dev.odyssey.detection.job.Rulebook;
import dev.odyssey.detection.operator.DetectionSettings;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.detection.rules.History;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.Event;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.facts.Fact;
import dev.odyssey.lifecycledefects.LifecycleDefectsJob;
import dev.odyssey.notifications.job.NotificationTopology;
import dev.odyssey.notifications.settings.NotificationSettings;
import dev.odyssey.notifications.time.Memory;
import dev.odyssey.scorecards.job.FactWatermarks;
import dev.odyssey.scorecards.job.ScorecardSettings;
import dev.odyssey.scorecards.job.ScorecardTopology;
import dev.odyssey.scorecards.tiers.Targets;
import dev.odyssey.streaming.DeadLetter;
import dev.odyssey.streaming.DetectionClock;
import dev.odyssey.streaming.EventWatermarks;
import dev.odyssey.streaming.FactContract;
import dev.odyssey.streaming.Ingested;
import dev.odyssey.streaming.Triage;
import dev.odyssey.streaming.types.EventTypeInfo;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.util.function.SerializableFunction;

/**
 * A job of the suite as it is in production, but for its connectors.
 *
 * @param inputs what it reads
 * @param outputs what it writes
 */
record SuiteJob(String name, List<String> inputs, List<String> outputs, Graph graph) {

  /** How a job is put together. */
  interface Graph {

    /**
     * Adds the job to an environment.
     *
     * @param clock the job's wall clock, which does not go back from one run to the next
     */
    void build(Wiring wiring, DetectionClock clock);
  }

  private static final Duration RETENTION = Duration.ofDays(365);

  static final SuiteJob LIFECYCLE_DEFECTS =
      detection(LifecycleDefectsJob.DETECTION, Policies.builtIn());
  static final SuiteJob CONTACT_DEFECTS =
      detection(ContactDefectsJob.DETECTION, Policies.builtIn());

  static final SuiteJob SCORECARDS =
      new SuiteJob(
          "scorecards",
          List.of("order-facts", "contact-facts"),
          List.of("scorecards", "provider-tiers"),
          SuiteJob::scorecards);

  static final SuiteJob NOTIFICATIONS =
      new SuiteJob(
          "notifications",
          List.of("defects", "order-events", "contact-events", "silences", "contact-preferences"),
          List.of("cases", "alerts", "outreach"),
          SuiteJob::notifications);

  /** A detection job under some policies. */
  static <E extends Event, H extends History<E>, F extends Fact> SuiteJob detection(
      Detection<E, H, F> detection, Policies policies) {
    return new SuiteJob(
        detection.job(),
        List.of(detection.contract().topic()),
        List.of("defects", detection.facts().topic(), "rejected"),
        (wiring, clock) -> detect(wiring, clock, detection, policies));
  }

  private static <E extends Event, H extends History<E>, F extends Fact> void detect(
      Wiring wiring, DetectionClock clock, Detection<E, H, F> detection, Policies policies) {
    DetectionTopology.Outputs<E, F> outputs =
        new DetectionTopology<>(
                detection,
                Rulebook.of(policies),
                DetectionSettings.of(
                    RETENTION, DetectionSettings.DEFAULT_MAX_EVENTS, DetectionSettings.NO_END),
                clock)
            .rejudging(true)
            .build(
                wiring.read(
                    detection.contract().topic(),
                    Form.ingested(detection.contract(), detection.eventType()),
                    EventWatermarks.replay(Duration.ofSeconds(5))));
    wiring.write("defects", outputs.changes(), Form.CHANGES);
    wiring.write(detection.facts().topic(), outputs.facts(), Form.facts(detection.facts()));
    wiring.write(
        "rejected",
        outputs
            .deadLetters()
            .map(DeadLetter::toString)
            .uid("rejected-dead-letters")
            .union(
                outputs.late().map(Event::eventId).returns(Types.STRING).uid("rejected-late"),
                outputs
                    .overflow()
                    .map(Event::eventId)
                    .returns(Types.STRING)
                    .uid("rejected-overflow")),
        new Form<>(Types.STRING, line -> line, line -> line));
  }

  private static void scorecards(Wiring wiring, DetectionClock clock) {
    ScorecardTopology.Outputs outputs =
        new ScorecardTopology(
                new ScorecardSettings(RETENTION, Duration.ofMillis(1), Targets.builtIn()), clock)
            .build(
                wiring.read("order-facts", Form.facts(FactContract.ORDERS), FactWatermarks.daily()),
                wiring.read(
                    "contact-facts", Form.facts(FactContract.CONTACTS), FactWatermarks.daily()));
    wiring.write("scorecards", outputs.rows().union(outputs.rules()), Form.ROWS);
    wiring.write("provider-tiers", outputs.tiers(), Form.TIERS);
  }

  private static void notifications(Wiring wiring, DetectionClock clock) {
    NotificationTopology.Outputs outputs =
        new NotificationTopology(NotificationSettings.builtIn(), Memory.of(RETENTION))
            .build(
                new NotificationTopology.Inputs(
                    wiring.read("defects", Form.CHANGES, following(DefectChange::detectedAt)),
                    wiring
                        .read(
                            "order-events",
                            Form.ingested(
                                LifecycleDefectsJob.DETECTION.contract(),
                                LifecycleDefectsJob.DETECTION.eventType()),
                            following(SuiteJob::recordedAt))
                        .process(new Triage<OrderEvent>(), EventTypeInfo.ORDER)
                        .uid("order-events-triage")
                        .setParallelism(1),
                    wiring
                        .read(
                            "contact-events",
                            Form.ingested(
                                ContactDefectsJob.DETECTION.contract(),
                                ContactDefectsJob.DETECTION.eventType()),
                            following(SuiteJob::recordedAt))
                        .process(new Triage<ContactEvent>(), EventTypeInfo.CONTACT)
                        .uid("contact-events-triage")
                        .setParallelism(1),
                    wiring.read("silences", Form.SILENCES, timeless()),
                    wiring.read("contact-preferences", Form.PREFERENCES, timeless())));
    wiring.write("cases", outputs.cases(), Form.CASES);
    wiring.write("alerts", outputs.alerts(), Form.ALERTS);
    wiring.write("outreach", outputs.outreach(), Form.OUTREACH);
  }

  private static <E extends Event> long recordedAt(Ingested<E> event) {
    return ((Ingested.Fact<E>) event).event().recordedAt();
  }

  /** Time goes with the records, which are in its order. */
  private static <T> WatermarkStrategy<T> following(SerializableFunction<T, Long> time) {
    return WatermarkStrategy.<T>forGenerator(
            context ->
                (OnEvent<T>)
                    (timestamp, output) -> output.emitWatermark(new Watermark(timestamp - 1)))
        .withTimestampAssigner((record, before) -> time.apply(record));
  }

  /** The records of a control topic have no say in time once the first of them is read. */
  private static <T> WatermarkStrategy<T> timeless() {
    return WatermarkStrategy.forGenerator(
        context ->
            (OnEvent<T>) (timestamp, output) -> output.emitWatermark(Watermark.MAX_WATERMARK));
  }

  /** Emits a watermark at each record, and at no other time. */
  @FunctionalInterface
  private interface OnEvent<T> extends WatermarkGenerator<T> {

    void emit(long timestamp, WatermarkOutput output);

    @Override
    default void onEvent(T event, long timestamp, WatermarkOutput output) {
      emit(timestamp, output);
    }

    @Override
    default void onPeriodicEmit(WatermarkOutput output) {
      // The clock on the wall has no say here.
    }
  }
}
