package dev.odyssey.streaming;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the time of a topic without heartbeats: a watermark says that what was on the topic by then
 * has passed, a little behind. It is found out as {@link ReadingClock} says.
 *
 * <p>Heartbeats would be simpler, as on the topics of events. But they would be records of a kind
 * that nobody who reads the topic knows, and on the topics that others build on that breaks them.
 *
 * <p>The source before it and the operator itself must have a parallelism of 1: a subtask that has
 * seen only its own partitions cannot speak for all. What the source says of time is not passed on.
 */
public final class TimeWhenRead extends AbstractStreamOperator<KafkaRecord>
    implements OneInputStreamOperator<KafkaRecord, KafkaRecord> {

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(TimeWhenRead.class);

  /** How soon it is looked whether there is an answer, and asked again. */
  static final Duration INTERVAL = Duration.ofMillis(200);

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LEAVE = Duration.ofSeconds(5);

  private final HoldTimeUntilRead.Ends ends;
  private final Duration lag;
  private final Duration settle;

  private transient ReadingClock reading;
  private transient ExecutorService asker;
  private transient Future<Map<Integer, Long>> answer;
  private transient boolean away;

  /**
   * Time of a topic.
   *
   * @param ends are asked in a thread of their own, on the machine of the operator
   * @param lag how far time stays behind
   * @param settle how long time stands still after a start, or when the topic could not be reached
   */
  public TimeWhenRead(HoldTimeUntilRead.Ends ends, Duration lag, Duration settle) {
    this.ends = ends;
    this.lag = lag;
    this.settle = settle;
  }

  @Override
  public void open() throws Exception {
    super.open();
    if (getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks() != 1) {
      throw new IllegalStateException(
          getOperatorName() + " must have a parallelism of 1: each subtask would wait for all");
    }
    long now = getProcessingTimeService().getCurrentProcessingTime();
    reading = new ReadingClock(now, settle, PATIENCE);
    String name = getOperatorName();
    asker =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "ends of " + name);
              thread.setDaemon(true);
              return thread;
            });
    getMetricGroup()
        .gauge(
            Metrics.READING_HOLDING,
            (Gauge<Integer>)
                () ->
                    reading.isHolding(getProcessingTimeService().getCurrentProcessingTime())
                        ? 1
                        : 0);
    again(now);
  }

  private void again(long now) {
    getProcessingTimeService().registerTimer(now + INTERVAL.toMillis(), this::look);
  }

  private void look(long at) throws InterruptedException {
    long now = getProcessingTimeService().getCurrentProcessingTime();
    if (answer == null && reading.isFree()) {
      reading.asked(now);
      answer = asker.submit(ends::lastOffsets);
    } else if (answer != null && answer.isDone()) {
      take(now);
    } else if (answer != null) {
      reading.stillAsking(now);
    }
    tell(now);
    again(now);
  }

  private void take(long now) throws InterruptedException {
    try {
      reading.answered(answer.get(), now);
      if (away) {
        LOG.info("{} is reached again", getOperatorName());
      }
      away = false;
    } catch (ExecutionException e) {
      reading.failed(now);
      if (!away) {
        LOG.warn("{} has time stand still", getOperatorName(), e.getCause());
      }
      away = true;
    }
    answer = null;
  }

  private void tell(long now) {
    reading
        .readUntil(now)
        .ifPresent(until -> output.emitWatermark(new Watermark(until - lag.toMillis() - 1)));
  }

  @Override
  public void processElement(StreamRecord<KafkaRecord> element) {
    KafkaRecord record = element.getValue();
    int partition = record.partition();
    long offset = record.offset();
    output.collect(element);
    reading.passed(partition, offset);
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    // Time is this operator's to give, but for the end of a bounded stream.
    if (mark.equals(Watermark.MAX_WATERMARK)) {
      super.processWatermark(mark);
    }
  }

  @Override
  public void processWatermarkStatus(WatermarkStatus status) {
    // An idle source would let time go on without what is still to be read.
  }

  @Override
  public void close() throws Exception {
    if (asker != null) {
      asker.execute(ends::close);
      asker.shutdown();
      if (!asker.awaitTermination(LEAVE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("{} still asks where the topic ends", getOperatorName());
      }
    }
    super.close();
  }
}
