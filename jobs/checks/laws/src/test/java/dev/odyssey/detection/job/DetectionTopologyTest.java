package dev.odyssey.detection.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.contactdefects.ContactDefectsJob;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.detection.operator.DetectionSettings;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.detection.rules.History;
import dev.odyssey.events.Event;
import dev.odyssey.facts.Fact;
import dev.odyssey.lifecycledefects.LifecycleDefectsJob;
import dev.odyssey.streaming.DeadLetter;
import dev.odyssey.streaming.DetectionClock;
import dev.odyssey.streaming.EventWatermarks;
import dev.odyssey.streaming.Ingested;
import dev.odyssey.testdata.simulator.Delivery;
import dev.odyssey.testdata.simulator.SimulationConfig;
import dev.odyssey.testdata.simulator.Simulator;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The graph on a cluster, over input that ends. */
class DetectionTopologyTest {

  private static final Duration RETENTION = Duration.ofDays(1_000);

  static Stream<Detection<?, ?, ?>> detections() {
    return Stream.of(LifecycleDefectsJob.DETECTION, ContactDefectsJob.DETECTION);
  }

  @ParameterizedTest
  @MethodSource("detections")
  <E extends Event, H extends History<E>, F extends Fact> void everyEventAndEveryDeadLetterCounts(
      Detection<E, H, F> detection) throws Exception {
    List<E> events = events(detection);
    DeadLetter letter =
        DeadLetter.ofLine("input", 1, "rubbish".getBytes(StandardCharsets.UTF_8), "no event");
    List<Ingested<E>> input = new ArrayList<>();
    input.add(new Ingested.Dead<>(letter));
    events.forEach(event -> input.add(new Ingested.Fact<>(event)));
    StreamExecutionEnvironment env = environment();
    DataStream<Ingested<E>> ingested =
        env.fromData(input, Ingested.typeOf(detection.eventType()))
            .assignTimestampsAndWatermarks(EventWatermarks.replay(Duration.ofSeconds(5)));

    DetectionTopology.Outputs<E, F> outputs =
        new DetectionTopology<>(
                detection,
                Rulebook.of(Policies.builtIn()),
                DetectionSettings.of(RETENTION, 2_000, DetectionSettings.NO_END),
                DetectionClock.replay())
            .build(ingested);
    CloseableIterator<DefectChange> changes = outputs.changes().collectAsync();
    CloseableIterator<F> facts = outputs.facts().collectAsync();
    CloseableIterator<DeadLetter> letters = outputs.deadLetters().collectAsync();
    JobClient job = env.executeAsync("bounded");

    assertThat(Fold.standing(all(changes)))
        .isNotEmpty()
        .isEqualTo(Fold.expected(detection, events, Long.MAX_VALUE));
    assertThat(Fold.facts(all(facts)))
        .isNotEmpty()
        .isEqualTo(Fold.expectedFacts(detection, events, Long.MAX_VALUE));
    assertThat(all(letters))
        .singleElement()
        .extracting(DeadLetter::reason, DeadLetter::position)
        .containsExactly("no event", 1L);
    assertThat(job.getJobExecutionResult().get().getNetRuntime()).isNotNegative();
  }

  /** Without Kryo, and without a second attempt: whatever fails the job fails the test. */
  private static StreamExecutionEnvironment environment() {
    Configuration cluster = new Configuration();
    cluster.set(PipelineOptions.GENERIC_TYPES, false);
    cluster.set(PipelineOptions.OBJECT_REUSE, true);
    cluster.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
    return StreamExecutionEnvironment.createLocalEnvironment(2, cluster);
  }

  private static <E extends Event> List<E> events(Detection<E, ?, ?> detection) {
    Class<? extends Event> kind = detection.eventType().getTypeClass();
    List<E> events = new ArrayList<>();
    new Simulator(SimulationConfig.of(3, 100).withOrdersPerDay(100))
        .stream()
            .map(Delivery::event)
            .filter(kind::isInstance)
            .map(detection.eventType().getTypeClass()::cast)
            .forEach(events::add);
    return events;
  }

  private static <T> List<T> all(CloseableIterator<T> results) throws Exception {
    try (results) {
      List<T> all = new ArrayList<>();
      results.forEachRemaining(all::add);
      return all;
    }
  }
}
