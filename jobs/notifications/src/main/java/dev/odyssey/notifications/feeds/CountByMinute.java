package dev.odyssey.notifications.feeds;

import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.Event;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.notifications.settings.FeedSettings;
import dev.odyssey.notifications.time.RecordType;
import java.util.TreeMap;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Counts events of each minute where they are read, so that the one task that judges feeds gets a
 * few counts a minute. An event counts when it was recorded. A minute is told when the watermark
 * has passed its end.
 */
public final class CountByMinute<E extends Event> extends AbstractStreamOperator<MinuteCount>
    implements OneInputStreamOperator<E, MinuteCount> {

  private static final long serialVersionUID = 1;
  private static final RecordType<MinuteCount> TYPE = RecordType.forRecord(MinuteCount.class);

  private final long minute;
  private final long fresh;
  private transient TreeMap<Long, TreeMap<String, MinuteCount>> minutes;
  private transient ListState<MinuteCount> kept;
  private transient long time;

  /** Counts; what had happened longer ago than this when it was recorded is old. */
  public CountByMinute(FeedSettings settings) {
    this.minute = settings.minute();
    this.fresh = settings.fresh().toMillis();
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    kept = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("minutes", TYPE));
    minutes = new TreeMap<>();
    time = Long.MIN_VALUE;
    for (MinuteCount count : kept.get()) {
      add(count);
    }
  }

  @Override
  public void processElement(StreamRecord<E> element) {
    E event = element.getValue();
    add(count(event, Math.max(event.recordedAt(), time)));
  }

  private MinuteCount count(Event event, long at) {
    long end = (at / minute + 1) * minute;
    int old = event.recordedAt() - event.occurredAt() > fresh ? 1 : 0;
    if (event instanceof OrderEvent order) {
      return new MinuteCount(
          MinuteCount.ORDERS,
          order.region(),
          order.providerId(),
          order.typeName(),
          order.timeZone(),
          end,
          1,
          at,
          old);
    }
    String region = ((ContactEvent) event).region();
    return new MinuteCount(
        MinuteCount.CONTACTS, region, null, event.typeName(), null, end, 1, at, old);
  }

  private void add(MinuteCount count) {
    minutes
        .computeIfAbsent(count.end(), end -> new TreeMap<>())
        .merge(count.key(), count, MinuteCount::with);
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    StreamRecord<MinuteCount> record = new StreamRecord<>(null);
    while (!minutes.isEmpty() && minutes.firstKey() <= mark.getTimestamp()) {
      long end = minutes.firstKey();
      for (MinuteCount count : minutes.pollFirstEntry().getValue().values()) {
        output.collect(record.replace(count, end));
      }
    }
    time = mark.getTimestamp();
    super.processWatermark(mark);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    kept.update(minutes.values().stream().flatMap(some -> some.values().stream()).toList());
  }
}
