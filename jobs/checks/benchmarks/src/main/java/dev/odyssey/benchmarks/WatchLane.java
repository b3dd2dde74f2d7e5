package dev.odyssey.benchmarks;

import dev.odyssey.events.OrderEvent;
import dev.odyssey.notifications.feeds.CountByMinute;
import dev.odyssey.notifications.feeds.FeedNews;
import dev.odyssey.notifications.feeds.FeedRules;
import dev.odyssey.notifications.feeds.FeedState;
import dev.odyssey.notifications.feeds.MinuteCount;
import dev.odyssey.notifications.settings.NotificationSettings;
import dev.odyssey.notifications.time.DecideAll;
import dev.odyssey.notifications.time.DecideByKey;
import dev.odyssey.notifications.time.RecordType;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/** The two operators that watch whether events of orders come, and the exchange between them. */
final class WatchLane implements AutoCloseable {

  private final OneInputStreamOperatorTestHarness<OrderEvent, MinuteCount> count;
  private final OneInputStreamOperatorTestHarness<MinuteCount, FeedNews> watch;
  private long counts;

  /** A lane; neither operator has keyed state, so there is no store to choose. */
  WatchLane() throws Exception {
    NotificationSettings settings = NotificationSettings.builtIn();
    watch =
        Harnesses.open(
            new OneInputStreamOperatorTestHarness<>(
                new DecideAll<FeedState, MinuteCount, FeedNews>(
                    new FeedRules(settings.feeds()),
                    DecideByKey.typeOf(FeedState.class, MinuteCount.class),
                    0)),
            Store.HEAP,
            news -> {});
    Exchange<MinuteCount> exchange =
        new Exchange<>(RecordType.forRecord(MinuteCount.class), watch::processElement);
    count =
        Harnesses.open(
            new OneInputStreamOperatorTestHarness<>(
                new CountByMinute<OrderEvent>(settings.feeds())),
            Store.HEAP,
            one -> {
              counts++;
              exchange.send(one, one.end());
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
