package dev.odyssey.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.runtime.checkpoint.CheckpointRetentionPolicy;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.tasks.CheckpointCoordinatorConfiguration;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A cluster with each configuration that is for others: all of it but for where things are, and how
 * much memory a process has. The sandbox's own is run with by every test of the sandbox.
 */
@Timeout(90)
class RunningConfigurationTopologyTest {

  @TempDir private Path scratch;

  @ParameterizedTest
  @ValueSource(strings = {"session", "application"})
  void aJobRunsAndIsCheckpointedAndSeen(String way) throws Exception {
    Path checkpoints = Files.createDirectories(scratch.resolve("checkpoints"));
    int metrics = freePort();
    Configuration configuration = FlinkConf.of(way, Files.createDirectory(scratch.resolve("conf")));
    configuration.setString("execution.checkpointing.dir", checkpoints.toUri().toString());
    configuration.setString(
        "execution.checkpointing.savepoint-dir", checkpoints.toUri().toString());
    configuration.setString("metrics.reporter.prom.port", Integer.toString(metrics));
    // However little there is, it is in files, whose names say how it was written.
    configuration.setString("execution.checkpointing.data-inline-threshold", "0b");
    configuration.setString("io.tmp.dirs", scratch.toString());
    configuration.setString("taskmanager.memory.managed.size", "64m");

    try (MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(4)
                .withRandomPorts()
                .build())) {
      cluster.start();
      JobGraph graph = graph(configuration);
      CheckpointCoordinatorConfiguration checkpointing =
          graph.getCheckpointingSettings().getCheckpointCoordinatorConfiguration();
      assertThat(checkpointing.getCheckpointInterval()).isEqualTo(10_000);
      assertThat(checkpointing.isExactlyOnce()).isTrue();
      assertThat(checkpointing.getCheckpointRetentionPolicy())
          .isEqualTo(CheckpointRetentionPolicy.RETAIN_ON_CANCELLATION);

      JobID job = cluster.submitJob(graph).get(30, TimeUnit.SECONDS).getJobID();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> cluster.getExecutionGraph(job).get(10, TimeUnit.SECONDS), this::isRunning);
      cluster.triggerCheckpoint(job).get(60, TimeUnit.SECONDS);

      assertThat(files(checkpoints))
          .as("in RocksDB, incrementally")
          .anyMatch(file -> file.contains("/shared/"))
          .anyMatch(file -> file.endsWith("/_metadata"));
      assertThat(scrape(metrics))
          .contains("flink_jobmanager_numRunningJobs")
          .contains("flink_jobmanager_job_numberOfCompletedCheckpoints{")
          .contains("task_name=")
          .doesNotContain("task_attempt_id");
      cluster.cancelJob(job).get(30, TimeUnit.SECONDS);
      assertThat(files(checkpoints)).anyMatch(file -> file.endsWith("/_metadata"));
    }
  }

  private boolean isRunning(AccessExecutionGraph job) {
    return job.getState() == JobStatus.RUNNING
        && StreamSupport.stream(job.getAllExecutionVertices().spliterator(), false)
            .allMatch(task -> task.getExecutionState() == ExecutionState.RUNNING);
  }

  private static JobGraph graph(Configuration configuration) {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    GeneratorFunction<Long, Long> identity = tick -> tick;
    environment
        .fromSource(
            new DataGeneratorSource<>(
                identity, Long.MAX_VALUE, RateLimiterStrategy.perSecond(1_000), Types.LONG),
            WatermarkStrategy.noWatermarks(),
            "ticks")
        .keyBy(tick -> tick % 16, Types.LONG)
        .reduce((before, tick) -> tick)
        .sinkTo(new DiscardingSink<>());
    return environment.getStreamGraph().getJobGraph();
  }

  private static List<String> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).map(Path::toString).toList();
    }
  }

  private static String scrape(int port) throws IOException {
    try (InputStream answer =
        URI.create("http://127.0.0.1:" + port + "/metrics").toURL().openStream()) {
      return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
