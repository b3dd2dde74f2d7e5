package dev.odyssey.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.DefectStatus;
import dev.odyssey.defects.Finding;
import dev.odyssey.detection.operator.DetectDefects;
import dev.odyssey.detection.operator.DetectionSettings;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.detection.rules.Detector;
import dev.odyssey.detection.timeline.Timeline;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.lifecycledefects.rules.OrderHistory;
import dev.odyssey.lifecycledefects.rules.OrderRules;
import dev.odyssey.streaming.types.EventTypeInfo;
import dev.odyssey.streaming.types.OrderEventSerializer;
import dev.odyssey.testdata.simulator.Delivery;
import dev.odyssey.testdata.simulator.SimulationConfig;
import dev.odyssey.testdata.simulator.Simulator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The operator asks only the rules that something can have changed for. At any moment, what it has
 * reported is what all rules find in all events.
 */
class ShortcutsHarnessTest {

  private static final Duration RETENTION = Duration.ofDays(3650);

  /** Everything that time alone changes is looked for in all orders once in so many events. */
  private static final int ALL_ORDERS = 100;

  private static final Policies SHORT =
      Policies.parse(
          "test",
          """
          defaults: {scheduleWithin: PT1H, claimWithin: PT12H, reassignWithin: PT10M, \
          confirmLead: PT72H, departureLead: PT0S, noShowAfter: PT0S, startWithin: PT5M, \
          completionGrace: PT0S, maxPause: PT15M, maxReschedules: 1, lateCancelLead: P7D}
          offerings:
            plumbing: {expectedDuration: PT10M, maxReschedules: 3}
          """);

  @TempDir private Path folder;

  private final Map<String, Timeline<OrderEvent>> timelines = new HashMap<>();
  private final Map<String, Map<String, Finding>> reported = new HashMap<>();

  @ParameterizedTest
  @CsvSource({"HEAP, 0.04, false", "HEAP, 0.5, true", "ROCKSDB, 0.2, false"})
  void leaveOutNothing(Store store, double disorder, boolean shortPolicies) throws Exception {
    Policies policies = shortPolicies ? SHORT : Policies.builtIn();
    Path input = simulate(disorder);
    DetectionSettings settings = new DetectionSettings(RETENTION, 2_000, DetectionSettings.NO_END);
    DetectDefects<OrderEvent> function =
        new DetectDefects<>(
            () -> OrderRules.detector(policies),
            settings,
            streamTime -> streamTime,
            EventTypeInfo.ORDER);
    try (Detector<OrderEvent, OrderHistory> detector =
            new Detector<>(
                policies, events -> new OrderHistory(events, policies), OrderRules.all());
        Feed feed = Feed.open(input);
        Lane<DefectChange> lane =
            new Lane<>(
                SimpleOperatorFactory.of(new KeyedProcessOperator<>(function)),
                store,
                type -> true,
                this::fold)) {
      long watermark = Long.MIN_VALUE;
      int n = 0;
      for (Chunk chunk = feed.next(1); chunk.size() > 0; chunk = feed.next(1)) {
        watermark = Math.max(watermark, chunk.watermarks()[0]);
        lane.feed(chunk);
        OrderEvent event =
            OrderEventSerializer.INSTANCE.deserialize(new DataInputDeserializer(chunk.bytes()));
        String order = event.orderId();
        timelines.computeIfAbsent(order, id -> new Timeline<>()).add(event, Integer.MAX_VALUE);
        check(order, detector, watermark);
        if (++n % ALL_ORDERS == 0) {
          for (String each : timelines.keySet()) {
            check(each, detector, watermark);
          }
        }
      }
      lane.endOfTime();
      for (String each : timelines.keySet()) {
        check(each, detector, Long.MAX_VALUE);
      }
    }
    assertThat(reported.values()).filteredOn(findings -> !findings.isEmpty()).isNotEmpty();
  }

  private Path simulate(double disorder) throws Exception {
    Path input = folder.resolve("input");
    Feed.write(
        new Simulator(SimulationConfig.of(11, 120).withDisorder(disorder).withTrouble(1.5))
            .stream()
                .filter(Delivery.OfOrder.class::isInstance)
                .map(delivery -> ((Delivery.OfOrder) delivery).event())
                .iterator(),
        Long.MAX_VALUE,
        input);
    return input;
  }

  private void fold(DefectChange change) {
    Map<String, Finding> ofOrder =
        reported.computeIfAbsent(change.finding().orderId(), id -> new TreeMap<>());
    if (change.status() == DefectStatus.RETRACTED) {
      ofOrder.remove(change.defectId());
    } else {
      ofOrder.put(change.defectId(), change.finding());
    }
  }

  private void check(String order, Detector<OrderEvent, ?> detector, long now) {
    Map<String, Finding> found = new TreeMap<>();
    detector
        .evaluate(timelines.get(order).history(), now)
        .findings()
        .forEach(finding -> found.put(finding.defectId(), finding));
    assertThat(reported.getOrDefault(order, Map.of())).as(order).isEqualTo(found);
  }
}
