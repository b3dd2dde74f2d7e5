package dev.odyssey.detection.operator;

import dev.odyssey.defects.DefectChange;
import dev.odyssey.detection.facts.FactRules;
import dev.odyssey.detection.facts.FactRules.Contribution;
import dev.odyssey.detection.ledger.Ledger;
import dev.odyssey.detection.rules.Detector;
import dev.odyssey.detection.state.Standing;
import dev.odyssey.detection.state.Subject;
import dev.odyssey.detection.state.SubjectSerializer;
import dev.odyssey.events.Event;
import dev.odyssey.facts.Fact;
import dev.odyssey.streaming.DetectionClock;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * The one keyed operator: takes a subject's events in whatever order they arrive and emits the
 * changes to its defects, and what it contributes to the scorecards.
 *
 * <pre>
 *   event --> late? ----------------------------> late
 *               | no
 *             timeline.add --> bound reached ----> overflow
 *               |
 *   timer --> evaluate --> ledger.update --------> changes
 *               |            '--> derive --------> facts
 *               |
 *             one timer at the next due time, or at the end of the retention
 * </pre>
 *
 * <p>An event acts when it arrives (of a subject that runs away, with the next watermark); a
 * deadline when the watermark has passed it. What turns out otherwise later, because an event was
 * late or retracted, is corrected: the same evaluation runs again and the ledger reports the
 * difference. State holds facts only, the timeline and what was reported, so that rules and
 * policies can change between versions.
 */
public final class DetectDefects<E extends Event>
    extends KeyedProcessFunction<String, E, DefectChange> {

  private static final long serialVersionUID = 1;

  /** As long as a timeline may be to be evaluated at every event: far longer than any life. */
  private static final int EAGER_UP_TO = 200;

  /** Makes the detector where the operator runs: compiled patterns do not travel. */
  @FunctionalInterface
  public interface DetectorFactory<E extends Event> extends Serializable {
    Detector<E, ?> create();
  }

  private final DetectorFactory<E> detectors;
  private final DetectionSettings settings;
  private final DetectionClock clock;
  private final TypeInformation<E> eventType;
  private final OutputTag<E> late;
  private final OutputTag<E> overflow;

  /** Null where facts are not asked for. */
  private final FactReporter<E, ?> facts;

  private final long retention;
  private final int eagerUpTo;

  private transient Detector<E, ?> detector;
  private transient ValueStateDescriptor<Subject<E>> described;
  private transient ValueState<Subject<E>> subjects;
  private transient ListState<DefectChange> ledgers;
  private transient DetectionMetrics metrics;
  private transient long recorded;

  /**
   * Subjects known to be full, so that a device that goes on does not have its past read each time.
   */
  private transient FullSubjects full;

  /** Tells evaluations by this operator from those before a restart, maybe under other rules. */
  private transient int evaluator;

  /** An operator that tells no facts. */
  public DetectDefects(
      DetectorFactory<E> detectors,
      DetectionSettings settings,
      DetectionClock clock,
      TypeInformation<E> eventType) {
    this(detectors, settings, clock, eventType, null, EAGER_UP_TO);
  }

  /** An operator that also tells what subjects contribute to the scorecards. */
  public <F extends Fact> DetectDefects(
      DetectorFactory<E> detectors,
      DetectionSettings settings,
      DetectionClock clock,
      TypeInformation<E> eventType,
      FactRules<E, F> facts,
      TypeInformation<F> factType) {
    this(
        detectors,
        settings,
        clock,
        eventType,
        new FactReporter<>(facts, facts(factType)),
        EAGER_UP_TO);
  }

  /** An operator that evaluates longer timelines once a watermark only. */
  DetectDefects(
      DetectorFactory<E> detectors,
      DetectionSettings settings,
      DetectionClock clock,
      TypeInformation<E> eventType,
      FactReporter<E, ?> facts,
      int eagerUpTo) {
    this.detectors = detectors;
    this.settings = settings;
    this.clock = clock;
    this.eventType = eventType;
    this.late = late(eventType);
    this.overflow = overflow(eventType);
    this.facts = facts;
    this.retention = settings.retention().toMillis();
    this.eagerUpTo = eagerUpTo;
  }

  /** Where facts go. */
  public static <F extends Fact> OutputTag<F> facts(TypeInformation<F> factType) {
    return new OutputTag<>("facts", factType);
  }

  /** Where events older than the retention go. */
  public static <E extends Event> OutputTag<E> late(TypeInformation<E> eventType) {
    return new OutputTag<>("late", eventType);
  }

  /**
   * Where events of a subject that has as many as it may have go; once it is found full, duplicates
   * of those that it has among them.
   */
  public static <E extends Event> OutputTag<E> overflow(TypeInformation<E> eventType) {
    return new OutputTag<>("overflow", eventType);
  }

  @Override
  public void open(OpenContext context) {
    detector = detectors.create();
    described =
        new ValueStateDescriptor<>(
            "subject", new SubjectSerializer<>(getRuntimeContext().createSerializer(eventType)));
    subjects = getRuntimeContext().getState(described);
    ledgers =
        getRuntimeContext()
            .getListState(
                new ListStateDescriptor<>("ledger", TypeInformation.of(DefectChange.class)));
    metrics = new DetectionMetrics(getRuntimeContext().getMetricGroup(), detector.codes(), clock);
    recorded = Long.MIN_VALUE;
    full = new FullSubjects();
    evaluator = ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE);
  }

  @Override
  public void close() {
    if (detector != null) {
      detector.close();
    }
  }

  @Override
  public void processElement(E event, Context context, Collector<DefectChange> out)
      throws Exception {
    metrics.observe(context.timerService());
    long watermark = context.timerService().currentWatermark();
    recorded = Math.max(recorded, event.recordedAt());
    if (isOlderThanRetention(event, watermark)) {
      metrics.late();
      context.output(late, event);
      return;
    }
    if (full.contains(context.getCurrentKey())) {
      overflow(event, context);
      return;
    }
    Subject<E> subject = subjects.value();
    if (subject == null) {
      subject = new Subject<>(event.recordedAt());
    }
    switch (subject.timeline().add(event, settings.maxEvents())) {
      case ADDED -> {
        boolean flowing = watermark != Long.MIN_VALUE && watermark != Long.MAX_VALUE;
        if (flowing && isRunaway(subject)) {
          wake(subject, watermark + 1, context);
          subjects.update(subject);
        } else {
          evaluateEvent(subject, event, watermark, context, out);
        }
      }
      case DUPLICATE -> metrics.duplicate();
      case FULL -> {
        full.add(context.getCurrentKey());
        overflow(event, context);
      }
    }
  }

  private void overflow(E event, Context context) {
    metrics.overflow();
    context.output(overflow, event);
  }

  /**
   * Evaluates a subject whose timer has gone off, or one that is to be looked at by {@link
   * DetectionOperator}: that is left out where this operator has seen it since it was restored, or
   * is about to, because its timer is due.
   */
  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<DefectChange> out)
      throws Exception {
    Subject<E> subject = subjects.value();
    if (subject == null) {
      return;
    }
    if (subject.wakeAt() == timestamp) {
      subject.wakeAt(Subject.ASLEEP);
      long watermark = context.timerService().currentWatermark();
      long time = isRunaway(subject) ? watermark : timestamp;
      evaluate(subject, time, timestamp, context, out);
    } else if (subject.wakeAt() > timestamp && !isOurs(subject)) {
      evaluate(subject, timestamp, timestamp, context, out);
    }
  }

  /** What subjects are judged by; once open. */
  String rulebook() {
    return Rulebook.of(detector, settings);
  }

  /** Where subjects are in state; once open. */
  ValueStateDescriptor<Subject<E>> subjects() {
    return described;
  }

  /**
   * Whether a subject has so many events that an evaluation for each of them, and for each of their
   * due times, would hold up all others: an evaluation costs as much as the timeline is long.
   */
  private boolean isRunaway(Subject<E> subject) {
    return subject.timeline().size() > eagerUpTo;
  }

  private boolean isOlderThanRetention(E event, long watermark) {
    return watermark != Long.MIN_VALUE && event.occurredAt() < watermark - retention;
  }

  /**
   * Evaluates a subject after an event was added to it. The event that comes after all others, as
   * most do, matters to few rules: only those are asked.
   */
  private void evaluateEvent(
      Subject<E> subject, E event, long watermark, Context context, Collector<DefectChange> out)
      throws Exception {
    List<E> history = subject.timeline().history();
    Standing standing = subject.standing();
    boolean follows =
        isKnown(subject, 1)
            && history.size() == subject.timeline().size()
            && subject.timeline().endsLater()
            && history.get(history.size() - 1) == event
            && event.occurredAt() > standing.latestRaisedAt();
    if (!follows) {
      evaluate(subject, watermark, event.recordedAt(), context, out);
      return;
    }
    long now = Math.min(subject.pass(watermark), settings.until());
    Detector.Evaluation evaluation = detector.evaluateLatest(history, now, standing.open());
    long detectedAt = clock.now(Math.max(recorded, event.recordedAt()));
    boolean changed = report(subject, evaluation, event.recordedAt(), detectedAt, out);
    long nextDue = evaluation.nextDue();
    if (facts != null && (changed || facts.isStirredByLatest(history))) {
      nextDue =
          Math.min(nextDue, reportFacts(subject, history, now, detectedAt, context).nextDue());
    }
    // The timer that is set comes no later than what else there is to wait for.
    if (nextDue <= settings.until()) {
      wake(subject, nextDue, context);
    }
    subjects.update(subject);
  }

  /**
   * Evaluates a subject, reports what is otherwise than before, and sets its timer.
   *
   * @param time up to which time has passed: the watermark, or the timer's time where the watermark
   *     has passed several at once, so that due times act one after the other
   * @param cause when what gave rise to it was recorded, or was due, in epoch milliseconds
   */
  private void evaluate(
      Subject<E> subject, long time, long cause, Context context, Collector<DefectChange> out)
      throws Exception {
    long since = Math.min(subject.passed(), settings.until());
    long passed = subject.pass(time);
    long now = Math.min(passed, settings.until());
    List<E> history = subject.timeline().history();
    Detector.Evaluation evaluation =
        isKnown(subject, 0)
            ? detector.evaluateDue(history, since, now)
            : detector.evaluate(history, now);
    long detectedAt = clock.now(Math.max(recorded, cause));
    report(subject, evaluation, cause, detectedAt, out);
    Contribution<?> contribution = reportFacts(subject, history, now, detectedAt, context);
    long nextDue = Math.min(evaluation.nextDue(), contribution.nextDue());
    long lastDue = Math.max(evaluation.lastDue(), contribution.lastDue());
    // Not on the instant itself: an event as old as the retention is not late, and must be known.
    long forgetAt = Math.max(subject.timeline().lastOccurredAt(), lastDue) + retention + 1;
    if (forgetAt <= passed) {
      forget(subject, context);
    } else {
      boolean due = nextDue <= settings.until();
      wake(subject, due ? Math.min(nextDue, forgetAt) : forgetAt, context);
      subjects.update(subject);
    }
  }

  /** Whether this operator has evaluated all of a subject but its last events. */
  private boolean isKnown(Subject<E> subject, int lastEvents) {
    return isOurs(subject) && subject.standing().events() == subject.timeline().size() - lastEvents;
  }

  /** Whether it was this operator that evaluated a subject last. */
  private boolean isOurs(Subject<E> subject) {
    return subject.standing().evaluator() == evaluator;
  }

  /** Reports what is otherwise than before, and says whether anything is. */
  private boolean report(
      Subject<E> subject,
      Detector.Evaluation evaluation,
      long cause,
      long detectedAt,
      Collector<DefectChange> out)
      throws Exception {
    int size = subject.timeline().size();
    metrics.evaluated(size);
    boolean isOurs = isOurs(subject);
    Standing standing = subject.standing().evaluated(evaluator, size);
    subject.standing(standing);
    // What stands reported may not be known in brief after a restart: then the ledger says it.
    boolean inBrief = isOurs || !subject.reported();
    if (inBrief
        && evaluation.findings().isEmpty()
        && !evaluation.asked().meet(standing.reported())) {
      return false;
    }
    Ledger ledger = subject.reported() ? new Ledger(ledgers.get()) : new Ledger();
    List<DefectChange> changes =
        ledger.update(evaluation.findings(), evaluation.asked(), detectedAt);
    if (!inBrief || !changes.isEmpty()) {
      subject.standing(new Standing(evaluator, size, ledger.standing()));
    }
    if (changes.isEmpty()) {
      return false;
    }
    ledgers.update(new ArrayList<>(ledger.reported()));
    subject.markReported();
    for (DefectChange change : changes) {
      metrics.emitted(change, detectedAt - cause);
      out.collect(change);
    }
    return true;
  }

  private Contribution<?> reportFacts(
      Subject<E> subject, List<E> history, long now, long decidedAt, Context context) {
    return facts == null
        ? Contribution.none()
        : facts.report(subject, history, now, decidedAt, context, metrics);
  }

  /**
   * Sets the subject's one timer. A timer that goes off too early costs one evaluation, moving one
   * costs two writes for each event: so it is moved only to an earlier time.
   */
  private void wake(Subject<E> subject, long instant, Context context) {
    if (instant < subject.wakeAt()) {
      if (subject.wakeAt() != Subject.ASLEEP) {
        context.timerService().deleteEventTimeTimer(subject.wakeAt());
      }
      context.timerService().registerEventTimeTimer(instant);
      subject.wakeAt(instant);
    }
  }

  private void forget(Subject<E> subject, Context context) {
    if (subject.wakeAt() != Subject.ASLEEP) {
      context.timerService().deleteEventTimeTimer(subject.wakeAt());
    }
    full.remove(context.getCurrentKey());
    subjects.clear();
    ledgers.clear();
  }
}
