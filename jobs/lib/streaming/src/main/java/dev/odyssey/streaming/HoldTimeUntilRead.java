package dev.odyssey.streaming;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds event time back until a control topic has been read to its end as of the start, so that
 * nothing is decided on half of what it says; from then on the topic has no say in event time.
 *
 * <p>Records pass as they come. At each start, a restore too, the end is found anew, and no
 * watermark leaves until the last record of every partition has passed, in this run or before the
 * checkpoint that it is restored from; then {@link Watermark#MAX_WATERMARK} leaves, once. What the
 * source says of time is not passed on.
 *
 * <p>The source before it and the operator itself must have a parallelism of 1: a subtask that has
 * seen only its own partitions cannot speak for all.
 */
public final class HoldTimeUntilRead extends AbstractStreamOperator<KafkaRecord>
    implements OneInputStreamOperator<KafkaRecord, KafkaRecord> {

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(HoldTimeUntilRead.class);

  /** Where the records of a topic end now. For one thread. */
  @FunctionalInterface
  public interface Ends extends Serializable {

    /**
     * The offset of the last record of each partition that has one.
     *
     * @throws IllegalStateException naming the topic, if it cannot be had
     */
    Map<Integer, Long> lastOffsets();

    /** Gives up what is kept to ask again. */
    default void close() {}
  }

  private final Ends ends;

  /** The highest offset of each partition that has passed. */
  private transient Map<Integer, Long> passed;

  /** The offset of each partition that is still to pass. */
  private transient Map<Integer, Long> awaited;

  private transient ListState<Tuple2<Integer, Long>> passedState;
  private transient boolean holding;

  /** Asks {@code ends} each time the operator starts, on its own machine. */
  public HoldTimeUntilRead(Ends ends) {
    this.ends = ends;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    passedState =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("passed", Types.TUPLE(Types.INT, Types.LONG)));
    passed = new HashMap<>();
    for (Tuple2<Integer, Long> partition : passedState.get()) {
      passed.merge(partition.f0, partition.f1, Math::max);
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    if (getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks() != 1) {
      throw new IllegalStateException(
          getOperatorName() + " must have a parallelism of 1: each subtask would wait for all");
    }
    holding = true;
    getMetricGroup().gauge(Metrics.CONTROL_HOLDING, (Gauge<Integer>) () -> holding ? 1 : 0);
    try {
      awaited = new HashMap<>(ends.lastOffsets());
    } finally {
      ends.close();
    }
    awaited.entrySet().removeIf(end -> passed.getOrDefault(end.getKey(), -1L) >= end.getValue());
    LOG.info("{} holds time until these offsets have passed: {}", getOperatorName(), awaited);
    // Not at once: while operators are opened, not all that it flows through may be.
    getProcessingTimeService()
        .registerTimer(
            getProcessingTimeService().getCurrentProcessingTime(), time -> releaseWhenRead());
  }

  @Override
  public void processElement(StreamRecord<KafkaRecord> element) {
    KafkaRecord record = element.getValue();
    output.collect(element);
    passed.merge(record.partition(), record.offset(), Math::max);
    Long end = awaited.get(record.partition());
    if (end != null && record.offset() >= end) {
      awaited.remove(record.partition());
      releaseWhenRead();
    }
  }

  private void releaseWhenRead() {
    if (holding && awaited.isEmpty()) {
      holding = false;
      LOG.info("{} has read to the end and holds time no longer", getOperatorName());
      output.emitWatermark(Watermark.MAX_WATERMARK);
    }
  }

  @Override
  public void processWatermark(Watermark mark) {
    // Time is this operator's to give.
  }

  @Override
  public void processWatermarkStatus(WatermarkStatus status) {
    // An idle source would let time go on without what is still to be read.
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    passedState.clear();
    for (Map.Entry<Integer, Long> partition : passed.entrySet()) {
      passedState.add(Tuple2.of(partition.getKey(), partition.getValue()));
    }
  }
}
