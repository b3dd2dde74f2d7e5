package dev.odyssey.detection.operator;

import dev.odyssey.defects.DefectChange;
import dev.odyssey.events.Event;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.TimerHeapInternalTimer;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs {@link DetectDefects}, and brings the ledger up to date where a restored job judged
 * otherwise: by other rules, policies or settings.
 *
 * <p>Then every subject is looked at once more, those too that hear of nothing and wait for
 * nothing: with the first watermark, since before it nobody knows how late it is. That is one pass
 * over the state of the subtask, in which nothing else is done; nothing is kept of it. It begins
 * anew where the job fails before its end is in a checkpoint, and finds those up to date that it
 * had done.
 *
 * <p>What subjects are judged by is kept as union state: whoever takes over some of the subjects
 * knows it of all, and a job that is only rescaled or restarted looks at nothing.
 */
public final class DetectionOperator<E extends Event>
    extends KeyedProcessOperator<String, E, DefectChange> {

  private static final long serialVersionUID = 1;

  private static final Logger LOG = LoggerFactory.getLogger(DetectionOperator.class);

  /** Of a subtask whose subjects are still to be looked at: they are judged by this and that. */
  private static final String UNSETTLED = "";

  private final DetectDefects<E> detection;

  private transient ListState<String> judgedBy;
  private transient String rulebook;
  private transient boolean settled;

  public DetectionOperator(DetectDefects<E> detection) {
    super(detection);
    this.detection = detection;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    judgedBy =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("judged-by", StringSerializer.INSTANCE));
    settled = !context.isRestored();
  }

  @Override
  public void open() throws Exception {
    super.open();
    rulebook = detection.rulebook();
    settled = settled || isAllJudgedBy(rulebook);
  }

  /** Savepoints from before there was a rulebook do not say. */
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
  public void processWatermark(Watermark mark) throws Exception {
    if (!settled) {
      settle(mark.getTimestamp());
      settled = true;
    }
    super.processWatermark(mark);
  }

  private void settle(long now) throws Exception {
    LOG.info("Judging by other rules, policies or settings than before: looking at all subjects");
    long[] subjects = {0};
    this.<String>getKeyedStateBackend()
        .applyToAllKeys(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            detection.subjects(),
            (key, state) -> {
              subjects[0]++;
              onEventTime(new TimerHeapInternalTimer<>(now, key, VoidNamespace.INSTANCE));
            });
    LOG.info("Looked at {} subjects", subjects[0]);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    judgedBy.update(List.of(settled ? rulebook : UNSETTLED));
  }
}
