package dev.odyssey.detection.operator;

import dev.odyssey.detection.documents.DocumentRules;
import dev.odyssey.detection.documents.Documents;
import dev.odyssey.detection.documents.RuleDocument;
import dev.odyssey.streaming.KafkaRecord;
import dev.odyssey.streaming.Metrics;
import dev.odyssey.streaming.Triage;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes records of the topic of rules and sends on the documents that take effect; the others go to
 * {@link Triage#DEAD_LETTERS} with the reason.
 *
 * <p>It must have a parallelism of 1, and its watermark must be that of the events: then one clock
 * decides for all subtasks of the detection, and since they get their watermark from here too, each
 * has a document before its own time comes to the document's {@code from}.
 */
public final class AcceptDocuments extends AbstractStreamOperator<RuleDocument>
    implements OneInputStreamOperator<KafkaRecord, RuleDocument> {

  private static final long serialVersionUID = 1;

  private static final Logger LOG = LoggerFactory.getLogger(AcceptDocuments.class);

  private final DocumentRules rules;

  private transient ListState<RuleDocument> acceptedState;
  private transient ListState<Long> watermarkState;
  private transient Documents documents;
  private transient long watermark;
  private transient Counter accepted;
  private transient Counter deadLetters;

  public AcceptDocuments(DocumentRules rules) {
    this.rules = rules;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    acceptedState =
        context
            .getOperatorStateStore()
            .getListState(
                new ListStateDescriptor<>("accepted", RuleDocument.TYPE.createSerializer(null)));
    watermarkState =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("watermark", LongSerializer.INSTANCE));
    documents = new Documents(rules, acceptedState.get());
    watermark = Long.MIN_VALUE;
    for (Long before : watermarkState.get()) {
      watermark = Math.max(watermark, before);
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    if (getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks() != 1) {
      throw new IllegalStateException(
          getOperatorName() + " must have a parallelism of 1: one clock decides for all");
    }
    accepted = getMetricGroup().counter(Metrics.RECORDS);
    deadLetters = getMetricGroup().counter(Metrics.DEAD_LETTERS);
  }

  @Override
  public void processElement(StreamRecord<KafkaRecord> element) {
    KafkaRecord published = element.getValue();
    Documents.Decision decision =
        documents.decide(published.keyText(), published.valueText(), watermark);
    if (decision instanceof Documents.Taken taken) {
      accepted.inc();
      LOG.info(
          "{} is {}",
          published.keyText(),
          taken.document().isWithdrawal() ? "withdrawn" : "accepted");
      output.collect(new StreamRecord<>(taken.document()));
    } else if (decision instanceof Documents.Refused refused) {
      deadLetters.inc();
      LOG.warn("{} is refused: {}", published, refused.why());
      output.collect(Triage.DEAD_LETTERS, new StreamRecord<>(published.deadLetter(refused.why())));
    }
  }

  /** A restored job has the watermark of its past until it has one of its own. */
  @Override
  public void processWatermark(Watermark mark) throws Exception {
    // The end of the input is no time: a job that was drained may go on.
    if (mark.getTimestamp() != Long.MAX_VALUE) {
      watermark = Math.max(watermark, mark.getTimestamp());
    }
    super.processWatermark(mark);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    acceptedState.update(documents.accepted());
    watermarkState.update(List.of(watermark));
  }
}
