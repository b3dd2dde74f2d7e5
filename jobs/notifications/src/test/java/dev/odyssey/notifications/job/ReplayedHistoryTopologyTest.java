package dev.odyssey.notifications.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.codec.OrderEventJson;
import dev.odyssey.contactdefects.ContactDefectsJob;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.detection.job.Detection;
import dev.odyssey.detection.job.DetectionTopology;
import dev.odyssey.detection.operator.DetectionSettings;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.events.Event;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.OrderEventType;
import dev.odyssey.facts.Fact;
import dev.odyssey.lifecycledefects.LifecycleDefectsJob;
import dev.odyssey.notifications.alerts.AlertTypes;
import dev.odyssey.notifications.outreach.OutreachTypes;
import dev.odyssey.notifications.settings.NotificationSettings;
import dev.odyssey.streaming.EventWatermarks;
import dev.odyssey.streaming.Ingested;
import dev.odyssey.streaming.Triage;
import dev.odyssey.streaming.files.JsonLinesInlet;
import dev.odyssey.streaming.files.ReadProgress;
import dev.odyssey.streaming.types.EventTypeInfo;
import dev.odyssey.testdata.Simulate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * A history that is read again long after, by jobs wired as they are live: nobody is told. {@code
 * -Dhistory.orders=100000 -Dhistory.per-day=274} makes it a year.
 */
class ReplayedHistoryTopologyTest {

  private static final Clock WALL =
      Clock.fixed(Instant.parse("2027-06-01T12:00:00Z"), ZoneOffset.UTC);
  private static final int ORDERS = Integer.getInteger("history.orders", 1_000);
  private static final int PER_DAY = Integer.getInteger("history.per-day", 100);

  @TempDir private Path directory;

  @Test
  @Timeout(1200)
  void aReplayedHistoryPagesNobodyAndWritesToNobody() throws Exception {
    Path orders = directory.resolve("orders.jsonl");
    Path contacts = directory.resolve("contacts.jsonl");
    simulate(orders, contacts);
    Configuration cluster = new Configuration();
    cluster.set(PipelineOptions.GENERIC_TYPES, false);
    cluster.set(PipelineOptions.OBJECT_REUSE, true);
    cluster.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, cluster);
    DataStream<Ingested<OrderEvent>> orderEvents = read(env, LifecycleDefectsJob.DETECTION, orders);
    DataStream<DefectChange> changes =
        detect(LifecycleDefectsJob.DETECTION, orderEvents)
            .union(
                detect(
                    ContactDefectsJob.DETECTION, read(env, ContactDefectsJob.DETECTION, contacts)))
            .assignTimestampsAndWatermarks(
                DetectionTime.live(DefectChange::detectedAt, WALL, Duration.ZERO, Duration.ZERO));
    NotificationTopology.Outputs outputs =
        new NotificationTopology(
                NotificationSettings.builtIn(), streamTime -> WALL.millis(), Duration.ofDays(30))
            .build(
                new NotificationTopology.Inputs(
                    changes,
                    orderEvents
                        .process(new Triage<OrderEvent>(), EventTypeInfo.ORDER)
                        .assignTimestampsAndWatermarks(
                            DetectionTime.live(
                                OrderEvent::recordedAt, WALL, Duration.ZERO, Duration.ZERO)),
                    none(changes, AlertTypes.SILENCE),
                    none(changes, OutreachTypes.PREFERENCE_CHANGE)));

    Map<String, Integer> told = new TreeMap<>();
    try (CloseableIterator<String> results =
        outputs
            .alerts()
            .map(alert -> "alert notify=" + alert.notifies() + " " + alert.suppressedBy())
            .returns(Types.STRING)
            .union(
                outputs
                    .outreach()
                    .map(message -> "message " + message.status() + " " + message.reason())
                    .returns(Types.STRING))
            .collectAsync()) {
      env.executeAsync("history");
      results.forEachRemaining(line -> told.merge(line, 1, Integer::sum));
    }

    assertThat(told)
        .as(told.toString())
        .containsKeys("alert notify=false HISTORICAL", "message WITHDRAWN HISTORICAL")
        .allSatisfy(
            (line, count) ->
                assertThat(line).doesNotContain("notify=true").doesNotContain("REQUESTED"));
  }

  /** Ends with an event of now, so that time has gone on since and the feeds have been silent. */
  private static void simulate(Path orders, Path contacts) throws IOException {
    int exit =
        new CommandLine(new Simulate())
            .execute(
                "--orders",
                Integer.toString(ORDERS),
                "--per-day",
                Integer.toString(PER_DAY),
                "--order-events",
                orders.toString(),
                "--contact-events",
                contacts.toString());
    assertThat(exit).isZero();
    OrderEvent today =
        OrderEvent.builder()
            .eventId("today")
            .type(OrderEventType.RATED)
            .stars(5)
            .occurredAt(WALL.millis())
            .recordedAt(WALL.millis())
            .orderId("today")
            .offeringId("plumbing")
            .region("US-NY")
            .timeZone("America/New_York")
            .build();
    Files.writeString(orders, new OrderEventJson().write(today) + "\n", StandardOpenOption.APPEND);
  }

  private static <E extends Event, F extends Fact> DataStream<Ingested<E>> read(
      StreamExecutionEnvironment env, Detection<E, F> detection, Path file) {
    return env.fromSource(
        JsonLinesInlet.source(
            file, detection.contract(), detection.eventType(), ReadProgress.SILENT),
        EventWatermarks.replay(Duration.ofSeconds(5)),
        "Read " + file.getFileName(),
        Ingested.typeOf(detection.eventType()));
  }

  private static <E extends Event, F extends Fact> DataStream<DefectChange> detect(
      Detection<E, F> detection, DataStream<Ingested<E>> ingested) {
    return new DetectionTopology<>(
            detection.detectors().apply(Policies.builtIn()),
            new DetectionSettings(Duration.ofDays(30), 2_000, DetectionSettings.NO_END),
            streamTime -> WALL.millis(),
            detection.eventType(),
            detection.factRules().apply(Policies.builtIn()),
            detection.facts().type())
        .build(ingested, detection.job() + "-")
        .changes();
  }

  private static <T> DataStream<T> none(DataStream<DefectChange> changes, TypeInformation<T> type) {
    return changes.flatMap((DefectChange change, Collector<T> none) -> {}).returns(type);
  }
}
