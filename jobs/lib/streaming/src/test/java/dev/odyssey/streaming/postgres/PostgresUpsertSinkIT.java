package dev.odyssey.streaming.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.DefectStatus;
import dev.odyssey.streaming.RetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource.NumberSequenceSplit;
import org.apache.flink.api.connector.source.util.ratelimit.GatedRateLimiter;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The sink in a job with checkpoints, against a server that can go away. */
class PostgresUpsertSinkIT {

  private static final int DEFECTS = 7;
  private static final int PER_CHECKPOINT = 50;

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  /** Until it is done, the last change of {@link #nothingIsLostWhileTheDatabaseIsAway} waits. */
  private static CompletableFuture<Void> away;

  private static TestDatabase database;

  @BeforeAll
  static void start() {
    database = new TestDatabase();
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @BeforeEach
  void prepare() throws Exception {
    database.execute("TRUNCATE defect, defect_change");
    away = CompletableFuture.completedFuture(null);
  }

  @Test
  void aBoundedJobWithoutCheckpointsWritesAtItsEnd() throws Exception {
    StreamExecutionEnvironment env = environment();
    build(env, 100, Integer.MAX_VALUE, RateLimiterStrategy.noOp(), RetryPolicy.DEFAULT);

    run(env);

    assertEachChangeOnce(100);
  }

  @Test
  void aBoundedJobWithCheckpointsWritesAllOfItsLastOne() throws Exception {
    StreamExecutionEnvironment env = environment();
    env.enableCheckpointing(60_000);
    build(env, 100, Integer.MAX_VALUE, RateLimiterStrategy.noOp(), RetryPolicy.DEFAULT);

    run(env);

    assertEachChangeOnce(100);
  }

  @Test
  void aJobThatFailsBetweenCheckpointsLeavesNothingOfTheAttemptThatDied() throws Exception {
    StreamExecutionEnvironment env = environment();
    env.enableCheckpointing(50);
    int failAt = 3 * PER_CHECKPOINT + 25;
    build(
        env,
        6 * PER_CHECKPOINT,
        failAt,
        RateLimiterStrategy.perCheckpoint(PER_CHECKPOINT),
        RetryPolicy.DEFAULT);

    run(env);

    assertEachChangeOnce(6 * PER_CHECKPOINT);
    assertThat(attemptsOf(0, 2 * PER_CHECKPOINT)).containsExactly("0");
    // Processed by the first attempt too, after its last complete checkpoint.
    assertThat(attemptsOf(failAt - 15, failAt - 1)).containsExactly("1");
    assertThat(attemptsOf(failAt, 6 * PER_CHECKPOINT)).containsExactly("1");
  }

  private List<String> attemptsOf(int from, int to) throws Exception {
    return database.rows(
        """
        SELECT DISTINCT details ->> 'attempt' FROM defect_change
        WHERE (details ->> 'number')::int BETWEEN %d AND %d
        """
            .formatted(from, to));
  }

  @Test
  void nothingIsLostWhileTheDatabaseIsAway(@InjectMiniCluster MiniCluster cluster)
      throws Exception {
    StreamExecutionEnvironment env = environment();
    env.enableCheckpointing(50);
    int changes = 60 * PER_CHECKPOINT;
    away = new CompletableFuture<>();
    build(
        env,
        changes,
        Integer.MAX_VALUE,
        lastWhenAway(changes),
        new RetryPolicy(Duration.ofMillis(50), Duration.ofMillis(200), Duration.ofMillis(500)));

    JobClient job = env.executeAsync();
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> Integer.parseInt(database.value("SELECT count(*) FROM defect_change")) > 0);
    database.stop();
    away.complete(null);
    await().atMost(Duration.ofMinutes(1)).until(() -> restarts(cluster, job) >= 2);
    database.start();
    finish(job);

    assertEachChangeOnce(changes);
  }

  /** As {@code perCheckpoint}, but the last one not before the database is away. */
  private static RateLimiterStrategy<NumberSequenceSplit> lastWhenAway(int changes) {
    return parallelism -> new LastWhenAway(changes);
  }

  private static int restarts(MiniCluster cluster, JobClient job) throws Exception {
    int restarts = 0;
    for (AccessExecutionVertex vertex :
        cluster.getExecutionGraph(job.getJobID()).get().getAllExecutionVertices()) {
      restarts = Math.max(restarts, vertex.getCurrentExecutionAttempt().getAttemptNumber());
    }
    return restarts;
  }

  private static StreamExecutionEnvironment environment() {
    Configuration configuration = new Configuration();
    // Spares a serializer for changes between chained operators.
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 100);
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(100));
    return StreamExecutionEnvironment.getExecutionEnvironment(configuration).setParallelism(1);
  }

  private void build(
      StreamExecutionEnvironment env,
      int changes,
      int failAt,
      RateLimiterStrategy rate,
      RetryPolicy retries) {
    env.fromSource(
            new DataGeneratorSource<Long>(number -> number, changes, rate, Types.LONG),
            WatermarkStrategy.noWatermarks(),
            "numbers")
        .map(new ToChange(failAt))
        .returns(TypeInformation.of(DefectChange.class))
        .sinkTo(
            new PostgresUpsertSink<>(
                database.connection(), new DefectTables(), DefectTables.CODEC, retries));
  }

  private static void run(StreamExecutionEnvironment env) throws Exception {
    finish(env.executeAsync());
  }

  private static JobExecutionResult finish(JobClient job) throws Exception {
    return job.getJobExecutionResult().get(2, TimeUnit.MINUTES);
  }

  private void assertEachChangeOnce(int changes) throws Exception {
    assertThat(
            database.value(
                """
                SELECT count(*), count(DISTINCT details ->> 'number'), max(written_at) IS NOT NULL
                FROM defect_change
                """))
        .isEqualTo(changes + "|" + changes + "|t");
    assertThat(
            database.rows(
                """
                SELECT defect_id FROM defect d WHERE revision <>
                  (SELECT max(revision) FROM defect_change c WHERE c.defect_id = d.defect_id)
                """))
        .isEqualTo(List.of());
    assertThat(database.value("SELECT count(*) FROM defect")).isEqualTo("" + DEFECTS);
  }

  private static final class LastWhenAway extends GatedRateLimiter<NumberSequenceSplit> {

    private int left;

    LastWhenAway(int changes) {
      super(PER_CHECKPOINT);
      left = changes;
    }

    @Override
    public CompletionStage<Void> acquire(int count) {
      left -= count;
      return left > 0 ? super.acquire(count) : away.thenCompose(done -> super.acquire(count));
    }
  }

  /** Makes each number a revision of one of a few defects, marked with the attempt it came from. */
  private static final class ToChange extends RichMapFunction<Long, DefectChange> {

    private static final long serialVersionUID = 1L;

    private final int failAt;

    ToChange(int failAt) {
      this.failAt = failAt;
    }

    @Override
    public DefectChange map(Long number) {
      int attempt = getRuntimeContext().getTaskInfo().getAttemptNumber();
      if (attempt == 0 && number == failAt) {
        throw new IllegalStateException("fails once, at number " + number);
      }
      return Changes.change(
          "e" + number % DEFECTS,
          (int) (number / DEFECTS) + 1,
          DefectStatus.RAISED,
          Map.of("number", number.toString(), "attempt", String.valueOf(attempt)));
    }
  }
}
