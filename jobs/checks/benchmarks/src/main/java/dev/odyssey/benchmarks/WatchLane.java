package dev.odyssey.benchmarks;

import dev.odyssey.events.OrderEvent;
import dev.odyssey.notifications.feeds.CountByRegion;
import dev.odyssey.notifications.feeds.FeedCount;
import dev.odyssey.notifications.feeds.FeedStatus;
import dev.odyssey.notifications.feeds.WatchFeeds;
import dev.odyssey.notifications.settings.NotificationSettings;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/** The two operators that watch whether events of orders come, and the exchange between them. */
final class WatchLane implements AutoCloseable {

  private final OneInputStreamOperatorTestHarness<OrderEvent, FeedCount> count;
  private final OneInputStreamOperatorTestHarness<FeedCount, FeedStatus> watch;
  private long counts;

  /** A lane; neither operator has keyed state, so there is no store to choose. */
  WatchLane() throws Exception {
    watch =
        Harnesses.open(
            new OneInputStreamOperatorTestHarness<>(
                new WatchFeeds(NotificationSettings.builtIn().feeds())),
            Store.HEAP,
            status -> {});
    Exchange<FeedCount> exchange = new Exchange<>(FeedCount.TYPE, watch::processElement);
    count =
        Harnesses.open(
            new OneInputStreamOperatorTestHarness<>(
                new CountByRegion(NotificationSettings.builtIn().feeds())),
            Store.HEAP,
            one -> {
              counts++;
              exchange.send(one, one.firstAt());
            });
  }

  void feed(Chunk chunk) throws Exception {
    chunk.read(type -> true, this::processWatermark, count::processElement);
  }

  private void processWatermark(Watermark watermark) throws Exception {
    count.processWatermark(watermark);
    watch.processWatermark(watermark);
  }

  /** How many counts went from the one to the other. */
  long counts() {
    return counts;
  }

  @Override
  public void close() throws Exception {
    count.close();
    watch.close();
  }
}
