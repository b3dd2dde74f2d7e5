package dev.odyssey.notifications.feeds;

import dev.odyssey.events.OrderEvent;
import dev.odyssey.notifications.settings.FeedSettings;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Counts order events by region, before they leave the task that reads them: so the one task that
 * watches all regions receives a few counts a second, whatever the traffic.
 *
 * <p>Counts go out before the watermark that passes the first of their events, and all of them
 * before a checkpoint's barrier and at the end of the input. So nothing is kept in state, and
 * nothing is lost or counted twice.
 */
public final class CountByRegion extends AbstractStreamOperator<FeedCount>
    implements OneInputStreamOperator<OrderEvent, FeedCount>, BoundedOneInput {

  private static final long serialVersionUID = 1;

  /** So many counts are more than a watermark should take long to come for. */
  private static final int MAX_COUNTS = 10_000;

  private final long step;

  private transient FeedCounts counts;

  public CountByRegion(FeedSettings settings) {
    this.step = settings.step().toMillis();
  }

  @Override
  public void open() throws Exception {
    super.open();
    counts = new FeedCounts();
  }

  @Override
  public void processElement(StreamRecord<OrderEvent> element) {
    OrderEvent event = element.getValue();
    counts.add(FeedCount.one(event.region(), event.timeZone(), event.recordedAt(), step));
    if (counts.size() > MAX_COUNTS) {
      emitUntil(Long.MAX_VALUE);
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    emitUntil(mark.getTimestamp());
    super.processWatermark(mark);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    emitUntil(Long.MAX_VALUE);
  }

  @Override
  public void endInput() {
    emitUntil(Long.MAX_VALUE);
  }

  private void emitUntil(long instant) {
    for (FeedCount count : counts.takeUntil(instant)) {
      output.collect(new StreamRecord<>(count, count.firstAt()));
    }
  }
}
