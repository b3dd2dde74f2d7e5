package dev.odyssey.notifications.feeds;

import dev.odyssey.notifications.settings.FeedSettings;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Watches the feeds of all regions, in event time of the clock that events are recorded by.
 *
 * <p>Counts wait until the watermark has passed them; then they and what is due are taken in order
 * of time, so what comes out does not depend on the order of arrival. The end of the input is not
 * the passing of time: nothing falls silent by it.
 *
 * <p>To be run by one task, since a region is judged by the others too. That is why what it knows
 * is operator state and lives on the heap, a few kilobytes a region; there is no key to have it
 * under, and no timer is needed for what every watermark looks at.
 */
public final class WatchFeeds extends AbstractStreamOperator<FeedStatus>
    implements OneInputStreamOperator<FeedCount, FeedStatus> {

  private static final long serialVersionUID = 1;

  private final FeedSettings settings;

  private transient ListState<FeedMemory> keptFeeds;
  private transient ListState<FeedCount> keptCounts;
  private transient ListState<Long> keptNow;
  private transient Feeds feeds;
  private transient FeedCounts waiting;

  /** Reported by another thread than the task's, which alone looks into the feeds. */
  private transient volatile int silentFeeds;

  public WatchFeeds(FeedSettings settings) {
    this.settings = settings;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    var store = context.getOperatorStateStore();
    keptFeeds = store.getListState(new ListStateDescriptor<>("feeds", FeedMemory.TYPE));
    keptCounts = store.getListState(new ListStateDescriptor<>("counts", FeedCount.TYPE));
    keptNow = store.getListState(new ListStateDescriptor<>("now", Types.LONG));
    List<FeedMemory> memories = new ArrayList<>();
    keptFeeds.get().forEach(memories::add);
    long now = Long.MIN_VALUE;
    for (long kept : keptNow.get()) {
      now = kept;
    }
    feeds = Feeds.of(settings, memories, now);
    getMetricGroup().gauge("silentFeeds", (Gauge<Integer>) () -> silentFeeds);
    silentFeeds = feeds.silent();
    waiting = new FeedCounts();
    keptCounts.get().forEach(waiting::add);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    keptFeeds.update(feeds.memories());
    keptCounts.update(waiting.all());
    keptNow.update(List.of(feeds.now()));
  }

  @Override
  public void processElement(StreamRecord<FeedCount> element) {
    FeedCount count = element.getValue();
    if (count.firstAt() <= feeds.now()) {
      emit(feeds.accept(count));
    } else {
      waiting.add(count);
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    long until = mark.getTimestamp();
    for (FeedCount count : waiting.takeUntil(until)) {
      emit(feeds.accept(count));
    }
    if (until != Long.MAX_VALUE) {
      emit(feeds.advance(until));
    }
    super.processWatermark(mark);
  }

  private void emit(List<FeedStatus> found) {
    if (!found.isEmpty()) {
      silentFeeds = feeds.silent();
    }
    for (FeedStatus status : found) {
      output.collect(new StreamRecord<>(status, status.at()));
    }
  }
}
