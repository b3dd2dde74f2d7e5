package dev.odyssey.detection.operator;

import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.DefectStatus;
import dev.odyssey.defects.Evidence;
import dev.odyssey.defects.Finding;
import dev.odyssey.detection.documents.RuleDocument;
import dev.odyssey.detection.facts.FactRules;
import dev.odyssey.detection.ledger.Ledger;
import dev.odyssey.detection.ledger.Reported;
import dev.odyssey.detection.matching.Judgement;
import dev.odyssey.detection.rules.History;
import dev.odyssey.detection.state.Subject;
import dev.odyssey.detection.state.SubjectSerializer;
import dev.odyssey.events.Event;
import dev.odyssey.facts.Fact;
import dev.odyssey.streaming.DetectionClock;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.flink.api.common.accumulators.LongCounter;
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
 *   event --> late? ------------------------------> late
 *               | no
 *             timeline.add --> bound reached -----> overflow
 *               |
 *   timer --> judge --> compare with reports -----> changes
 *               |   |-> derive contributions -----> facts
 *               |   '-> compare with the shadow --> shadow
 *               |
 *             one timer at the next due time, or at the end of the retention
 * </pre>
 *
 * <p>An event acts when it arrives, a deadline when the watermark has passed it. Events of a
 * subject that runs away, and events that were recorded long before they are read, act together
 * with the next watermark of a minute. What turns out differently later, because an event was late
 * or retracted, is corrected: the same evaluation runs again and the difference is emitted. State
 * holds facts only, the timeline and what was reported, so that rules and policies can change
 * between versions.
 */
public final class DetectDefects<E extends Event, H extends History<E>>
    extends KeyedProcessFunction<String, E, DefectChange> {

  private static final long serialVersionUID = 2;

  /** The accumulator that counts events that were there before. */
  public static final String DUPLICATES = "duplicates";

  /** As long as a timeline may be to be evaluated at every event: far longer than any life. */
  private static final int EAGER_UP_TO = 200;

  /** A timer that goes off with the first watermark: all that happens is later. */
  private static final long FIRST_WATERMARK = 0;

  /** Where goes what would be reported if what is in the shadow were live. */
  public static final OutputTag<DefectChange> SHADOW =
      new OutputTag<>("shadow", TypeInformation.of(DefectChange.class));

  static final Comparator<DefectChange> EMISSION =
      Comparator.<DefectChange>comparingLong(c -> c.finding().raisedAt())
          .thenComparing(c -> c.finding().code())
          .thenComparing(DefectChange::defectId)
          .thenComparing(DefectChange::revision);

  /** Makes detectors where the operator runs: compiled patterns do not travel. */
  @FunctionalInterface
  public interface DetectorFactory<E extends Event, H extends History<E>> extends Serializable {

    /** The detector of what is known beforehand. */
    Detector<E, H> create();

    /**
     * The detectors of what is known beforehand and of what was published.
     *
     * @param documents those that were accepted
     * @throws IllegalArgumentException if they no longer fit what is known beforehand
     */
    default Judges<E, H> judges(List<RuleDocument> documents) {
      return Judges.of(create());
    }
  }

  private final DetectorFactory<E, H> detectors;
  private final DetectionSettings settings;
  private final DetectionClock clock;
  private final TypeInformation<E> eventType;
  private final OutputTag<E> late;
  private final OutputTag<E> overflow;

  /** Null where contributions are not asked for. */
  private final FactReporter<H, ?> facts;

  private final int eagerUpTo;

  private transient List<RuleDocument> documents;
  private transient Judges<E, H> judges;
  private transient Detector<E, H> detector;
  private transient ValueStateDescriptor<Subject<E>> described;
  private transient ValueState<Subject<E>> subjects;
  private transient ListState<DefectChange> ledgers;
  private transient ShadowReporter<E, H> shadow;
  private transient DetectionMetrics metrics;
  private transient LongCounter duplicates;
  private transient Forgetting<H> forgetting;
  private transient long recorded;
  private transient boolean judgingAnew;
  private transient boolean holding;
  private transient long latest;

  /**
   * Subjects known to be full, so that a device that goes on does not have its past read each time.
   */
  private transient FullSubjects full;

  /** An operator that emits no contributions. */
  public DetectDefects(
      DetectorFactory<E, H> detectors,
      DetectionSettings settings,
      DetectionClock clock,
      TypeInformation<E> eventType) {
    this(detectors, settings, clock, eventType, null, EAGER_UP_TO);
  }

  /** An operator that also emits what subjects contribute to the scorecards. */
  public <F extends Fact> DetectDefects(
      DetectorFactory<E, H> detectors,
      DetectionSettings settings,
      DetectionClock clock,
      TypeInformation<E> eventType,
      FactRules<H, F> facts,
      TypeInformation<F> factType) {
    this(
        detectors,
        settings,
        clock,
        eventType,
        new FactReporter<>(facts, facts(factType)),
        EAGER_UP_TO);
  }

  /** An operator that evaluates longer timelines with the next watermark only. */
  DetectDefects(
      DetectorFactory<E, H> detectors,
      DetectionSettings settings,
      DetectionClock clock,
      TypeInformation<E> eventType,
      FactReporter<H, ?> facts,
      int eagerUpTo) {
    this.detectors = detectors;
    this.settings = settings;
    this.clock = clock;
    this.eventType = eventType;
    this.late = late(eventType);
    this.overflow = overflow(eventType);
    this.facts = facts;
    this.eagerUpTo = eagerUpTo;
  }

  /** Where contributions go. */
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
    judgeBy(documents == null ? List.of() : documents);
    described =
        new ValueStateDescriptor<>(
            "subject", new SubjectSerializer<>(getRuntimeContext().createSerializer(eventType)));
    subjects = getRuntimeContext().getState(described);
    ledgers =
        getRuntimeContext()
            .getListState(
                new ListStateDescriptor<>("ledger", TypeInformation.of(DefectChange.class)));
    shadow =
        new ShadowReporter<>(
            getRuntimeContext()
                .getListState(
                    new ListStateDescriptor<>("shadow", TypeInformation.of(DefectChange.class))));
    metrics = new DetectionMetrics(getRuntimeContext().getMetricGroup(), detector.codes(), clock);
    duplicates = getRuntimeContext().getLongCounter(DUPLICATES);
    forgetting = new Forgetting<>(settings);
    recorded = Long.MIN_VALUE;
    full = new FullSubjects();
  }

  @Override
  public void close() {
    if (judges != null) {
      judges.close();
    }
  }

  /** Says what was accepted before a restart; before it is opened. */
  void documents(List<RuleDocument> accepted) {
    documents = accepted;
  }

  /** Judges by other documents from now on. */
  void judgeBy(List<RuleDocument> accepted) {
    Judges<E, H> next = detectors.judges(accepted);
    if (judges != null) {
      judges.close();
    }
    documents = accepted;
    judges = next;
    detector = next.live();
  }

  /** Whether nothing is decided before the first watermark. */
  void holding(boolean untilFirstWatermark) {
    holding = untilFirstWatermark;
  }

  /** The latest occurredAt of an event that was seen; the lowest if none was. */
  long latest() {
    return latest;
  }

  /** Says what was seen before a restart; before it is opened. */
  void latest(long before) {
    latest = before;
  }

  @Override
  public void processElement(E event, Context context, Collector<DefectChange> out)
      throws Exception {
    metrics.observe(context.timerService());
    long watermark = context.timerService().currentWatermark();
    recorded = Math.max(recorded, event.recordedAt());
    latest = Math.max(latest, event.occurredAt());
    if (watermark != Long.MIN_VALUE && event.occurredAt() < watermark - settings.longest()) {
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
      subject = new Subject<>(since(event, watermark));
    }
    switch (subject.timeline().add(event, settings.maxEvents())) {
      case ADDED -> {
        boolean flowing = watermark != Long.MIN_VALUE && watermark != Long.MAX_VALUE;
        if (holding && watermark == Long.MIN_VALUE) {
          defer(subject, FIRST_WATERMARK, context);
        } else if (flowing && isRunaway(subject)) {
          defer(subject, watermark + 1, context);
        } else if (flowing && isBacklog(event)) {
          defer(subject, settings.endOfSlice(watermark), context);
        } else {
          evaluate(subject, watermark, event.recordedAt(), recorded, context, out);
        }
      }
      case DUPLICATE -> {
        metrics.duplicate();
        duplicates.add(1);
      }
      case FULL -> {
        full.add(context.getCurrentKey());
        overflow(event, context);
      }
    }
  }

  /**
   * What tells a subject's history from an earlier one that was forgotten: it is later. That is
   * when the first event was recorded, which is the same whenever it is read again; but of what was
   * recorded before the retention there may have been a history already.
   */
  private long since(E first, long watermark) {
    boolean isOld =
        watermark != Long.MIN_VALUE && first.recordedAt() <= watermark - settings.retentionMillis();
    return isOld ? watermark : first.recordedAt();
  }

  private void defer(Subject<E> subject, long until, Context context) throws Exception {
    subject.deferred(true);
    wake(subject, until, context);
    subjects.update(subject);
  }

  private void overflow(E event, Context context) {
    metrics.overflow();
    context.output(overflow, event);
  }

  /** Evaluates a subject whose timer has gone off. */
  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<DefectChange> out)
      throws Exception {
    Subject<E> subject = subjects.value();
    if (subject == null) {
      return;
    }
    if (judgingAnew) {
      evaluate(subject, timestamp, timestamp, recorded, context, out);
    } else if (subject.wakeAt() == timestamp) {
      subject.wakeAt(Subject.ASLEEP);
      long watermark = context.timerService().currentWatermark();
      long time = subject.isDeferred() || isRunaway(subject) ? watermark : timestamp;
      long cause = timestamp == FIRST_WATERMARK ? subject.timeline().lastOccurredAt() : timestamp;
      evaluate(subject, time, cause, Long.MIN_VALUE, context, out);
    }
  }

  /**
   * Whether timers that go off mean that the subject is to be judged anew, whatever it waits for.
   */
  void judgingAnew(boolean now) {
    judgingAnew = now;
  }

  /** What subjects are judged by; once open. */
  String rulebook() {
    return RulebookDigest.of(detector, settings);
  }

  /** What the versions of the policies say that subjects are judged by; once open. */
  SortedMap<Long, String> policies() {
    return detector.policies();
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

  /**
   * Whether an event was recorded long before it is read. Every event of a history that is read
   * behind the times is later than its deadlines, and would raise what the next one takes back.
   */
  private boolean isBacklog(E event) {
    return clock.now(recorded) - event.recordedAt() > settings.backlogMillis();
  }

  /**
   * Evaluates a subject, emits what differs from what was reported, and sets its timer.
   *
   * @param time up to which time has passed: the watermark, or the timer's time where the watermark
   *     has passed several at once, so that due times act one after the other
   * @param cause when what gave rise to it was recorded, or was due, in epoch milliseconds
   * @param reached how far the stream had come by then, as far as that matters: for a due time it
   *     does not, as it would have been noticed before the next event
   */
  private void evaluate(
      Subject<E> subject,
      long time,
      long cause,
      long reached,
      Context context,
      Collector<DefectChange> out)
      throws Exception {
    subject.deferred(false);
    long passed = subject.pass(time);
    long now = Math.min(passed, settings.until());
    long known = Math.max(reached, cause);
    List<E> events = subject.timeline().history();
    Judgement<H> judgement = detector.judge(events, now);
    List<Finding> findings = detector.findings(judgement);
    metrics.evaluated(subject.timeline().size());
    report(subject, judgement, findings, cause, known, out);
    long shadowDue = reportShadow(events, judgement, findings, clock.now(known), context);
    Map<String, Integer> contributed =
        facts == null
            ? Map.of()
            : facts.report(subject, judgement, findings, clock.now(known), context, metrics);
    long forgetAt = forgetting.next(judgement, subject.timeline());
    if (forgetAt <= passed) {
      forgetAt = forget(subject, judgement, contributed, passed);
    }
    if (forgetAt == Forgetting.NOTHING_LEFT) {
      clear(subject, context);
    } else {
      long nextDue = Math.min(judgement.nextDue(), shadowDue);
      boolean due = nextDue <= settings.until();
      wake(subject, due ? Math.min(nextDue, forgetAt) : forgetAt, context);
      subjects.update(subject);
    }
  }

  /**
   * Emits what differs from what was told of the shadow.
   *
   * @return the next instant at which time alone changes it; {@link Judgement#NEVER}
   */
  private long reportShadow(
      List<E> events,
      Judgement<H> judgement,
      List<Finding> findings,
      long detectedAt,
      Context context)
      throws Exception {
    if (judges.shadow() != null) {
      return shadow.report(
          judges.shadow(),
          events,
          detector,
          judgement,
          findings,
          detectedAt,
          change -> context.output(SHADOW, change));
    }
    // Subjects are judged anew where something was tried and is no more.
    if (judgingAnew) {
      shadow.withdraw(detectedAt, change -> context.output(SHADOW, change));
    }
    return Judgement.NEVER;
  }

  /** Emits what differs from what was reported. */
  private void report(
      Subject<E> subject,
      Judgement<H> judgement,
      List<Finding> findings,
      long cause,
      long known,
      Collector<DefectChange> out)
      throws Exception {
    List<Ledger.Step> steps = Ledger.steps(subject.reported(), findings);
    if (steps.isEmpty()) {
      return;
    }
    Map<String, DefectChange> ledger = new HashMap<>();
    if (!subject.reported().isEmpty()) {
      for (DefectChange change : ledgers.get()) {
        ledger.put(change.defectId(), change);
      }
    }
    List<DefectChange> changes = new ArrayList<>(steps.size());
    for (Ledger.Step step : steps) {
      DefectChange change = change(step, judgement, findings, ledger, subject, known);
      changes.add(change);
      if (change.status() == DefectStatus.RETRACTED) {
        ledger.remove(change.defectId());
      } else {
        ledger.put(change.defectId(), change);
      }
    }
    changes.sort(EMISSION);
    subject.reported(Ledger.after(subject.reported(), steps));
    ledgers.update(new ArrayList<>(ledger.values()));
    for (DefectChange change : changes) {
      metrics.emitted(change, change.detectedAt() - cause);
      out.collect(change);
    }
  }

  private DefectChange change(
      Ledger.Step step,
      Judgement<H> judgement,
      List<Finding> findings,
      Map<String, DefectChange> ledger,
      Subject<E> subject,
      long known) {
    Reported report = step.report();
    Finding found =
        step.found() < 0
            ? last(ledger, report)
            : detector.worded(judgement, step.found(), findings.get(step.found()));
    Finding finding = report.status() == DefectStatus.RAISED ? found.uncleared() : found;
    long time = isRunaway(subject) ? known : Math.max(known, recorded(finding, subject));
    return new DefectChange(report.revision(), report.status(), clock.now(time), finding);
  }

  /** When the last of the events was recorded that a finding is made of. */
  private static <E extends Event> long recorded(Finding finding, Subject<E> subject) {
    long last = Long.MIN_VALUE;
    for (E event : subject.timeline().events()) {
      for (Evidence evidence : finding.evidence()) {
        if (evidence.eventId().equals(event.eventId())) {
          last = Math.max(last, event.recordedAt());
        }
      }
    }
    return last;
  }

  /** As it was last reported. */
  private static Finding last(Map<String, DefectChange> ledger, Reported report) {
    for (DefectChange change : ledger.values()) {
      Finding finding = change.finding();
      if (finding.code().equals(report.code())
          && finding.anchorEventId().equals(report.anchorEventId())) {
        return finding;
      }
    }
    throw new IllegalStateException("reported, and not in the ledger: " + report);
  }

  /**
   * Forgets the parts of a subject whose time is over.
   *
   * @return when the next part is forgotten; {@link Forgetting#NOTHING_LEFT} if none is left
   */
  private long forget(
      Subject<E> subject, Judgement<H> judgement, Map<String, Integer> contributed, long passed)
      throws Exception {
    Forgetting.Outcome<E> outcome =
        forgetting.forget(judgement, subject.timeline(), subject.reported(), contributed, passed);
    if (outcome.next() != Forgetting.NOTHING_LEFT) {
      subject.timeline(outcome.timeline());
      if (judges.shadow() != null) {
        shadow.keep(outcome.timeline());
      }
      if (outcome.reported().size() < subject.reported().size()) {
        List<DefectChange> left = new ArrayList<>();
        for (DefectChange change : ledgers.get()) {
          if (outcome.keeps(change.finding())) {
            left.add(change);
          }
        }
        ledgers.update(left);
        subject.reported(outcome.reported());
      }
      Map<String, Long> parts = new HashMap<>(subject.contributed());
      parts.keySet().retainAll(outcome.contributed());
      subject.contributed(parts);
    }
    return outcome.next();
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

  private void clear(Subject<E> subject, Context context) {
    if (subject.wakeAt() != Subject.ASLEEP) {
      context.timerService().deleteEventTimeTimer(subject.wakeAt());
    }
    full.remove(context.getCurrentKey());
    subjects.clear();
    ledgers.clear();
    shadow.clear();
  }
}
