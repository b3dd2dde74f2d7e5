package dev.odyssey.notifications.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.odyssey.codec.DefectChangeAvro;
import dev.odyssey.defects.ChargedTo;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.DefectStatus;
import dev.odyssey.defects.Evidence;
import dev.odyssey.defects.Finding;
import dev.odyssey.defects.Severity;
import dev.odyssey.streaming.TestBroker;
import dev.odyssey.streaming.TopicNames;
import dev.odyssey.streaming.options.JobArguments;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An outage of the broker while the job runs, longer than holds. */
class KafkaAwayIT {

  private static final Duration HOLD = Duration.ofSeconds(10);
  private static final int DEFECTS = 20;

  @TempDir private Path directory;

  @Test
  void whatIsClearedAsSoonAsTheBrokerIsBackInterruptsNobody() throws Exception {
    try (TestBroker broker = new TestBroker()) {
      broker.createTopics("");
      JobClient job = job(broker).executeAsync("notifications");
      try {
        // Time goes on: a hold ends.
        send(broker, changes("before", DefectStatus.RAISED, 1));
        await().atMost(Duration.ofMinutes(2)).until(() -> !orders(broker, "before").isEmpty());

        send(broker, changes("cleared", DefectStatus.RAISED, DEFECTS));
        send(broker, changes("standing", DefectStatus.RAISED, DEFECTS));
        broker.stop();
        Duration outage = HOLD.plusSeconds(5);
        await().pollDelay(outage).atMost(outage.multipliedBy(2)).until(() -> true);
        broker.start();
        send(broker, changes("cleared", DefectStatus.CLEARED, DEFECTS));

        await()
            .atMost(Duration.ofMinutes(2))
            .untilAsserted(() -> assertThat(orders(broker, "standing")).hasSize(DEFECTS));
        assertThat(orders(broker, "cleared")).isEmpty();
      } finally {
        job.cancel().get();
      }
    }
  }

  /** The orders that cases are told of. */
  private static Set<String> orders(TestBroker broker, String kind) {
    return broker.read(TopicNames.CASES).stream()
        .map(record -> new String(record.key(), UTF_8))
        .filter(caseId -> caseId.contains(kind))
        .collect(Collectors.toSet());
  }

  private StreamExecutionEnvironment job(TestBroker broker) throws Exception {
    Path settings = directory.resolve("notifications.yaml");
    Files.writeString(settings, "{cases: {holds: {MISSED_WINDOW: " + HOLD + "}}}");
    Configuration values =
        JobArguments.parse(
                new String[] {
                  "--kafka.bootstrap-servers", broker.bootstrapServers(),
                  "--notifications", settings.toString(),
                  "--settle", "PT1S",
                  "--lag", "PT1S",
                  "--detection.patience", "PT0S",
                  "--pulse.interval", "PT0.2S",
                  "--pulse.settle", "PT5S",
                  "--pulse.patience", "PT1S"
                },
                NotificationJob.OPTIONS)
            .values();
    Configuration cluster = new Configuration();
    cluster.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(1));
    cluster.set(PipelineOptions.GENERIC_TYPES, false);
    cluster.set(PipelineOptions.OBJECT_REUSE, true);
    cluster.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    cluster.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 20);
    cluster.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(500));
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, cluster);
    NotificationJob.build(env, values);
    return env;
  }

  private static void send(TestBroker broker, List<DefectChange> changes) throws Exception {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (DefectChange change : changes) {
      records.add(
          new ProducerRecord<>(
              TopicNames.DEFECTS,
              change.defectId().getBytes(UTF_8),
              DefectChangeAvro.encode(change)));
    }
    broker.send(records);
  }

  private static List<DefectChange> changes(String kind, DefectStatus status, int count) {
    long now = System.currentTimeMillis();
    boolean cleared = status == DefectStatus.CLEARED;
    List<DefectChange> changes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String order = kind + "-" + i;
      changes.add(
          new DefectChange(
              cleared ? 2 : 1,
              status,
              now,
              new Finding(
                  DefectCode.MISSED_WINDOW,
                  "promise-of-" + order,
                  Severity.HIGH,
                  ChargedTo.PROVIDER,
                  order,
                  null,
                  "customer-of-" + order,
                  "provider-1",
                  "tv-mount",
                  "BOS",
                  null,
                  null,
                  null,
                  null,
                  "America/New_York",
                  now - 14_400_000,
                  now - 1_000,
                  now - 1_000,
                  cleared ? now : null,
                  cleared ? "ARRIVED" : null,
                  cleared ? "arrived-at-" + order : null,
                  null,
                  "Nobody came in the window",
                  List.of(new Evidence("promise-of-" + order, "SCHEDULED", now - 86_400_000)),
                  "ARRIVED",
                  "windowEnd",
                  Map.of("arrivalGrace", "PT0S"),
                  Map.of())));
    }
    return changes;
  }
}
