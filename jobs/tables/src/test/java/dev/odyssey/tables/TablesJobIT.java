package dev.odyssey.tables;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.odyssey.codec.ScorecardRowAvro;
import dev.odyssey.scorecards.Counters;
import dev.odyssey.scorecards.EntityType;
import dev.odyssey.scorecards.Scorecard;
import dev.odyssey.scorecards.ScorecardKey;
import dev.odyssey.scorecards.ScorecardRow;
import dev.odyssey.streaming.Rejected;
import dev.odyssey.streaming.TestBroker;
import dev.odyssey.streaming.TopicNames;
import dev.odyssey.streaming.options.JobArguments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The job between a real Kafka and a real PostgreSQL. */
class TablesJobIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static TestBroker broker;
  private static TestDatabase database;

  @TempDir private Path checkpoints;
  private String prefix;
  private Input input;
  private CompletableFuture<JobExecutionResult> result;

  @BeforeAll
  static void start() {
    broker = new TestBroker();
    database = new TestDatabase();
  }

  @AfterAll
  static void stop() {
    database.close();
    broker.close();
  }

  @BeforeEach
  void prepare(TestInfo test) throws Exception {
    prefix = test.getTestMethod().orElseThrow().getName() + "-";
    broker.createTopics(prefix);
    input = new Input(prefix);
    for (Feed<?> feed : Feeds.ALL) {
      for (TableWriter<?> table : feed.tables()) {
        database.execute("TRUNCATE " + table.table());
      }
    }
  }

  @Test
  void theTablesHoldWhatTheTopicsSay() throws Exception {
    broker.send(input.next(300));
    JobClient job = start(Optional.empty());
    try {
      awaitTables();
      broker.send(input.next(300));
      awaitTables();
      assertThat(
              database.value(
                  "SELECT count(*) FROM pg_inherits WHERE inhparent = 'order_event'::regclass"))
          .as("partitions of order_event: months, and the rest")
          .satisfies(count -> assertThat(Integer.parseInt(count)).isGreaterThan(1));
      assertThat(database.rows("SELECT version FROM scorecard_target GROUP BY 1"))
          .containsExactly("built-in");
    } finally {
      cancel(job);
    }
  }

  @Test
  void anOutageOfTheDatabaseDelaysRowsAndNothingElse() throws Exception {
    JobClient job = start(Optional.empty());
    try {
      broker.send(input.next(200));
      awaitTables();

      database.stop();
      for (int i = 0; i < 5; i++) {
        broker.send(input.next(100));
      }
      int before = checkpointNumber();
      await().atMost(PATIENCE).until(() -> checkpointNumber() >= before + 5);
      broker.send(input.next(100));
      assertThat(job.getJobStatus().get()).isEqualTo(JobStatus.RUNNING);
      database.start();

      awaitTables();
      assertThat(job.getJobStatus().get()).isEqualTo(JobStatus.RUNNING);
    } finally {
      cancel(job);
    }
    assertThat(broker.read(prefix + TopicNames.DEAD_LETTERS)).isEmpty();
  }

  @Test
  void aJobThatIsKilledInAnOutageReadsAgainWhatItHasNotWritten() throws Exception {
    JobClient first = start(Optional.empty());
    broker.send(input.next(200));
    awaitTables();
    int before = checkpointNumber();
    await().atMost(PATIENCE).until(() -> checkpointNumber() >= before + 2);
    database.execute("DELETE FROM defect");
    database.stop();
    broker.send(input.next(100));
    int inOutage = checkpointNumber();
    await().atMost(PATIENCE).until(() -> checkpointNumber() >= inOutage + 2);
    cancel(first);
    database.start();

    JobClient second = start(newestCheckpoint());
    try {
      awaitTables(query -> !query.endsWith(" FROM defect"));
      assertThat(database.value("SELECT count(*) FROM defect"))
          .as("what had been written is not written again")
          .satisfies(count -> assertThat(Integer.parseInt(count)).isLessThan(input.defects()));
    } finally {
      cancel(second);
    }
  }

  @Test
  void whatNoTableTakesIsADeadLetterAndTheRestIsWritten() throws Exception {
    ScorecardRow refused =
        new ScorecardRow(
            new ScorecardKey(
                Scorecard.ORDER, EntityType.PROVIDER, "refused", LocalDate.of(2025, 3, 1)),
            0,
            Changes.RAISED_AT,
            Counters.of(1));
    byte[] rubbish = "rubbish".getBytes(UTF_8);
    broker.send(input.next(100));
    broker.send(
        List.of(
            input.record(
                TopicNames.SCORECARDS, refused.key().text(), ScorecardRowAvro.encode(refused)),
            input.record(TopicNames.ALERTS, "a", rubbish),
            input.record(TopicNames.OUTREACH_OUTCOMES, "o", rubbish),
            // These are put aside by the jobs that find defects in them, or tell of defects.
            input.record(TopicNames.ORDER_EVENTS, "o", rubbish),
            input.record(TopicNames.DEFECTS, "d", rubbish)));
    broker.send(input.next(100));
    JobClient job = start(Optional.empty());
    try {
      awaitTables();
      await()
          .atMost(PATIENCE)
          .until(() -> broker.read(prefix + TopicNames.DEAD_LETTERS).size() >= 3);
      assertThat(broker.read(prefix + TopicNames.DEAD_LETTERS))
          .hasSize(3)
          .extracting(letter -> header(letter, Rejected.TOPIC).substring(prefix.length()))
          .containsExactlyInAnyOrder(
              TopicNames.SCORECARDS, TopicNames.ALERTS, TopicNames.OUTREACH_OUTCOMES);
      assertThat(broker.read(prefix + TopicNames.DEAD_LETTERS))
          .filteredOn(letter -> header(letter, Rejected.TOPIC).endsWith(TopicNames.SCORECARDS))
          .singleElement()
          .satisfies(
              letter -> {
                assertThat(letter.value()).isEqualTo(ScorecardRowAvro.encode(refused));
                assertThat(header(letter, Rejected.REASON))
                    .contains("refused by PostgreSQL: [23514]", "revision_from_one");
              });
    } finally {
      cancel(job);
    }
  }

  @Test
  void operatorsKeepTheirIdentity() {
    assertThat(job(Optional.empty()).getStreamGraph().getStreamNodes())
        .extracting(StreamNode::getTransformationUID)
        .containsExactlyInAnyOrder(
            "order-events-tables",
            "contact-events-tables",
            "defects-tables",
            "shadow-defects-tables",
            "scorecards-tables",
            "rule_day-tables",
            "provider-tiers-tables",
            "cases-tables",
            "alerts-tables",
            "outreach-tables",
            "outreach-outcomes-tables",
            "dead-letters",
            "rejected-topic",
            "Sink Committer: rejected-topic");
  }

  private void awaitTables() {
    awaitTables(query -> true);
  }

  private void awaitTables(Predicate<String> queries) {
    input.expected().entrySet().stream()
        .filter(entry -> queries.test(entry.getKey()))
        .forEach(
            entry ->
                await()
                    .atMost(PATIENCE)
                    .ignoreExceptions()
                    .failFast(this::whyTheJobHasEnded)
                    .untilAsserted(
                        () ->
                            assertThat(database.rows(entry.getKey()))
                                .as(entry.getKey())
                                .containsExactlyInAnyOrderElementsOf(entry.getValue())));
  }

  private void whyTheJobHasEnded() throws Exception {
    if (result.isDone()) {
      var unused = result.get();
    }
  }

  /** Ends a job; one that has failed fails the test with its cause. */
  private void cancel(JobClient job) throws Exception {
    whyTheJobHasEnded();
    job.cancel().get();
  }

  private JobClient start(Optional<Path> restoreFrom) throws Exception {
    JobClient job = job(restoreFrom).executeAsync("tables");
    result = job.getJobExecutionResult();
    return job;
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  private StreamExecutionEnvironment job(Optional<Path> restoreFrom) {
    Configuration cluster = new Configuration();
    cluster.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(500));
    cluster.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
    cluster.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    cluster.set(PipelineOptions.GENERIC_TYPES, false);
    cluster.set(PipelineOptions.OBJECT_REUSE, true);
    // A job that fails for an outage fails the test.
    cluster.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    restoreFrom.ifPresent(
        path -> cluster.set(StateRecoveryOptions.SAVEPOINT_PATH, path.toUri().toString()));
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2, cluster);
    String[] arguments = {
      "--kafka.bootstrap-servers",
      broker.bootstrapServers(),
      "--kafka.topic-prefix",
      prefix,
      "--kafka.group-id",
      prefix + "group",
      "--kafka.transactional-id-prefix",
      prefix + "transactions",
      "--postgres.url",
      database.connection().url(),
      "--postgres.user",
      database.connection().user()
    };
    TablesJob.build(
        env,
        JobArguments.parse(arguments, TablesJob.OPTIONS).values(),
        Map.of("POSTGRES_PASSWORD", database.password()));
    return env;
  }

  /** The number of the newest complete checkpoint of any job of this test; 0 for none. */
  private int checkpointNumber() throws IOException {
    return newestCheckpoint()
        .map(path -> Integer.parseInt(path.getFileName().toString().substring("chk-".length())))
        .orElse(0);
  }

  private Optional<Path> newestCheckpoint() throws IOException {
    try (Stream<Path> files = Files.walk(checkpoints, 3)) {
      return files
          .filter(file -> file.getFileName().toString().equals("_metadata"))
          .map(Path::getParent)
          .max(
              Comparator.comparingInt(
                  path -> Integer.parseInt(path.getFileName().toString().substring(4))));
    } catch (UncheckedIOException e) {
      // A checkpoint was deleted while its directory was read.
      return Optional.empty();
    }
  }
}
