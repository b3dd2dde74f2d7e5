package dev.odyssey.notifications.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.OrderEventType;
import dev.odyssey.notifications.settings.FeedSettings;
import dev.odyssey.streaming.types.EventTypeInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Feeds on a cluster, over input that ends. */
@Timeout(120)
class FeedsTopologyTest {

  private static final long START = Instant.parse("2025-03-10T00:00:00Z").toEpochMilli();
  private static final long MINUTE = 60_000;
  private static final long STOP = START + 84 * 60 * MINUTE;
  private static final FeedSettings SETTINGS =
      new FeedSettings(
          Duration.ofDays(1),
          Duration.ofHours(1),
          3,
          Duration.ofMinutes(10),
          20,
          5,
          Duration.ofMinutes(15));

  @Test
  void countingStaysWithTheSource() {
    StreamExecutionEnvironment env = environment(1);
    build(env);

    assertThat(vertices(env))
        .anyMatch(name -> name.startsWith("Source") && name.contains("Count by region"));
  }

  @Test
  void aSilenceIsFoundWhileItLasts() throws Exception {
    StreamExecutionEnvironment env = environment(2);
    SingleOutputStreamOperator<FeedStatus> statuses = build(env);
    List<FeedStatus> found = new ArrayList<>();
    try (CloseableIterator<FeedStatus> results = statuses.collectAsync()) {
      env.executeAsync("feeds");
      results.forEachRemaining(found::add);
    }

    assertThat(found)
        .containsExactly(
            new FeedStatus(
                "A", FeedStatus.State.SUSPECT, STOP + 4 * MINUTE + 10_000, STOP - MINUTE),
            new FeedStatus(
                "A", FeedStatus.State.SILENT, STOP + 19 * MINUTE + 10_000, STOP - MINUTE),
            new FeedStatus(
                "A", FeedStatus.State.LIVE, STOP + 60 * MINUTE, STOP + 60 * MINUTE, STOP - MINUTE));
  }

  private static SingleOutputStreamOperator<FeedStatus> build(StreamExecutionEnvironment env) {
    return env.fromData(events(), EventTypeInfo.ORDER)
        .assignTimestampsAndWatermarks(
            WatermarkStrategy.<OrderEvent>forBoundedOutOfOrderness(Duration.ofMinutes(1))
                .withTimestampAssigner((event, none) -> event.recordedAt()))
        .transform("Count by region", FeedCount.TYPE, new CountByRegion(SETTINGS))
        .transform("Watch feeds", FeedStatus.TYPE, new WatchFeeds(SETTINGS))
        .forceNonParallel();
  }

  private static List<String> vertices(StreamExecutionEnvironment env) {
    return StreamSupport.stream(
            env.getStreamGraph(false).getJobGraph().getVertices().spliterator(), false)
        .map(JobVertex::getName)
        .toList();
  }

  /** Two regions by the minute, of which one stops for an hour. */
  private static List<OrderEvent> events() {
    List<OrderEvent> events = new ArrayList<>();
    for (long at = START; at < STOP + 90 * MINUTE; at += MINUTE) {
      if (at < STOP || at >= STOP + 60 * MINUTE) {
        events.add(event("A", at));
      }
      events.add(event("B", at));
    }
    return events;
  }

  private static OrderEvent event(String region, long recordedAt) {
    return OrderEvent.builder()
        .eventId(region + recordedAt)
        .type(OrderEventType.PLACED)
        .occurredAt(recordedAt)
        .recordedAt(recordedAt)
        .orderId("O")
        .offeringId("F")
        .region(region)
        .timeZone("UTC")
        .build();
  }

  /** Without Kryo, and without a second attempt: whatever fails the job fails the test. */
  private static StreamExecutionEnvironment environment(int parallelism) {
    Configuration cluster = new Configuration();
    cluster.set(PipelineOptions.GENERIC_TYPES, false);
    cluster.set(PipelineOptions.OBJECT_REUSE, true);
    cluster.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
    return StreamExecutionEnvironment.createLocalEnvironment(parallelism, cluster);
  }
}
