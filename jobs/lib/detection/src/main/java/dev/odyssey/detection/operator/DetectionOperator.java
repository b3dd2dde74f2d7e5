package dev.odyssey.detection.operator;

import dev.odyssey.defects.DefectChange;
import dev.odyssey.detection.documents.DocumentKey;
import dev.odyssey.detection.documents.Documents;
import dev.odyssey.detection.documents.RuleDocument;
import dev.odyssey.detection.policy.PastPolicies;
import dev.odyssey.detection.rules.History;
import dev.odyssey.events.Event;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs {@link DetectDefects}, and brings what was reported up to date where a restored job judges
 * differently: by other rules, policies or settings.
 *
 * <p>Then every subject is judged once more, those too that wait for nothing, in slices: with the
 * first watermark each subject gets a timer, a few hundred for each tenth of a second of event
 * time. These timers are state, so the work that is left is in every checkpoint, and checkpoints
 * complete in between.
 *
 * <p>What subjects are judged by is kept as union state: a subtask that takes over some of the
 * subjects knows it of all, and a job that is only rescaled or restarted judges nothing anew.
 *
 * <p>With a second input it also judges by what is published while it runs: documents that were
 * accepted, the same to all subtasks, in the watermark's time. Before the first watermark nothing
 * is decided, since there may be documents still to be read. A document is about what happens from
 * its {@code from} on, which is to come; only if an event of that time has been seen already,
 * subjects are judged anew.
 */
public final class DetectionOperator<E extends Event, H extends History<E>>
    extends KeyedProcessOperator<String, E, DefectChange>
    implements TwoInputStreamOperator<E, RuleDocument, DefectChange> {

  private static final long serialVersionUID = 2;

  private static final Logger LOG = LoggerFactory.getLogger(DetectionOperator.class);

  /** Of a subtask whose subjects have no timers to be judged anew yet. */
  private static final String UNSETTLED = "";

  private static final int SUBJECTS_OF_SLICE = 500;
  private static final long MILLIS_OF_SLICE = 100;

  private final DetectDefects<E, H> detection;

  private final boolean publishing;
  private final boolean rejudging;

  private transient ListState<String> judgedBy;
  private transient BroadcastState<String, String> published;
  private transient ListState<Long> latest;
  private transient ListState<String> policies;
  private transient boolean begun;
  private transient InternalTimerService<VoidNamespace> slices;
  private transient String rulebook;
  private transient boolean settled;

  /** With one input: events. */
  public DetectionOperator(DetectDefects<E, H> detection) {
    this(detection, false, true);
  }

  /**
   * With one input or two.
   *
   * @param publishing whether there is a second one: documents
   * @param rejudging whether policies may be otherwise, as far as they have been in force, than
   *     before a restore; what was reported by them is then judged anew
   */
  public DetectionOperator(DetectDefects<E, H> detection, boolean publishing, boolean rejudging) {
    super(detection);
    this.detection = detection;
    this.publishing = publishing;
    this.rejudging = rejudging;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    judgedBy =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("judged-by", StringSerializer.INSTANCE));
    published =
        context
            .getOperatorStateStore()
            .getBroadcastState(
                new MapStateDescriptor<>(
                    "published", StringSerializer.INSTANCE, StringSerializer.INSTANCE));
    latest =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("latest", LongSerializer.INSTANCE));
    policies =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("policies", StringSerializer.INSTANCE));
    settled = !context.isRestored();
    begun = context.isRestored();
    detection.latest(latestBefore(context.isRestored()));
    detection.documents(documents());
    detection.holding(publishing);
  }

  /** A savepoint that does not say what had been seen may have seen anything. */
  private long latestBefore(boolean restored) throws Exception {
    long before = Long.MIN_VALUE;
    boolean known = !restored;
    for (Long other : latest.get()) {
      before = Math.max(before, other);
      known = true;
    }
    return known ? before : Long.MAX_VALUE;
  }

  /** In the order of their keys. */
  private List<RuleDocument> documents() throws Exception {
    Map<String, String> byKey = new TreeMap<>();
    for (Map.Entry<String, String> document : published.immutableEntries()) {
      byKey.put(document.getKey(), document.getValue());
    }
    return Documents.listed(byKey);
  }

  @Override
  public void open() throws Exception {
    super.open();
    slices = getInternalTimerService("slices", VoidNamespaceSerializer.INSTANCE, new JudgeAnew());
    rulebook = detection.rulebook();
    settled = settled || isAllJudgedBy(rulebook);
    if (!rejudging) {
      refuseOtherPast();
    }
  }

  private void refuseOtherPast() throws Exception {
    SortedMap<Long, String> before = new TreeMap<>();
    for (String version : policies.get()) {
      int end = version.indexOf(' ');
      before.put(Long.parseLong(version.substring(0, end)), version.substring(end + 1));
    }
    if (before.isEmpty()) {
      return;
    }
    Optional<String> difference =
        PastPolicies.difference(before, detection.policies(), detection.latest());
    if (difference.isPresent()) {
      throw new IllegalStateException(
          "Policies that have been in force are otherwise than before the restore, "
              + difference.get()
              + ". Add a version with a 'from' that is still to come; or give --rejudge true, and"
              + " what was reported is judged anew. 'backtest --against' says what that changes.");
    }
  }

  private boolean isAllJudgedBy(String book) throws Exception {
    boolean any = false;
    for (String other : judgedBy.get()) {
      any = true;
      if (!other.equals(book)) {
        return false;
      }
    }
    return any;
  }

  @Override
  public void processElement1(StreamRecord<E> element) throws Exception {
    processElement(element);
  }

  @Override
  public void processElement2(StreamRecord<RuleDocument> element) throws Exception {
    RuleDocument document = element.getValue();
    if (document.isWithdrawal()) {
      published.remove(document.key());
    } else {
      published.put(document.key(), document.text());
    }
    detection.judgeBy(documents());
    rulebook = detection.rulebook();
    if (begun && DocumentKey.parse(document.key()).from() <= detection.latest()) {
      settled = false;
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    begun = true;
    if (!settled) {
      settle(mark.getTimestamp());
      settled = true;
    }
    super.processWatermark(mark);
  }

  /** Gives every subject a timer, so that they are judged slice by slice. */
  private void settle(long now) {
    Object key = getCurrentKey();
    long[] subjects = {0};
    try (Stream<String> keys =
        this.<String>getKeyedStateBackend()
            .getKeys(detection.subjects().getName(), VoidNamespace.INSTANCE)) {
      keys.forEach(
          subject -> {
            setCurrentKey(subject);
            slices.registerEventTimeTimer(
                VoidNamespace.INSTANCE, sliceAt(now, subjects[0]++ / SUBJECTS_OF_SLICE));
          });
    }
    if (key != null) {
      setCurrentKey(key);
    }
    LOG.info(
        "Other rules, policies or settings: judging {} subjects anew, {} at a time",
        subjects[0],
        SUBJECTS_OF_SLICE);
  }

  private static long sliceAt(long now, long slice) {
    long millis = slice * MILLIS_OF_SLICE;
    return now > Long.MAX_VALUE - millis ? Long.MAX_VALUE : now + millis;
  }

  private final class JudgeAnew implements Triggerable<String, VoidNamespace> {

    @Override
    public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
      detection.judgingAnew(true);
      try {
        DetectionOperator.this.onEventTime(timer);
      } finally {
        detection.judgingAnew(false);
      }
    }

    @Override
    public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
      throw new IllegalStateException("no timers of processing time are set");
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    judgedBy.update(List.of(settled ? rulebook : UNSETTLED));
    latest.update(List.of(detection.latest()));
    policies.update(
        detection.policies().entrySet().stream()
            .map(version -> version.getKey() + " " + version.getValue())
            .toList());
  }
}
