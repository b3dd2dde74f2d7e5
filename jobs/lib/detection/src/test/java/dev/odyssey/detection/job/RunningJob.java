package dev.odyssey.detection.job;

import dev.odyssey.streaming.options.JobArguments;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A detection job as its command line makes it, on a cluster inside this JVM that is configured as
 * clusters of the suite are: checkpoints, restarts, no Kryo.
 */
final class RunningJob implements AutoCloseable {

  private static final int PARALLELISM = 2;

  private final JobClient client;

  private RunningJob(JobClient client) {
    this.client = client;
  }

  /**
   * Starts a job.
   *
   * @param prefix of its topics, of its consumer group and of its transactions
   * @param more options beside those that tell where Kafka is
   */
  static RunningJob start(
      DetectionJob<?, ?, ?> job, String name, Platform platform, String prefix, String... more)
      throws Exception {
    StreamExecutionEnvironment env = environment();
    JobArguments command =
        JobArguments.parse(
            arguments(platform, prefix, more).toArray(String[]::new), DetectionJob.OPTIONS);
    job.build(env, command.values());
    return new RunningJob(env.executeAsync(name));
  }

  /** The cluster that jobs run on. */
  static StreamExecutionEnvironment environment() {
    Configuration cluster = new Configuration();
    cluster.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(1));
    cluster.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, 3);
    cluster.set(PipelineOptions.GENERIC_TYPES, false);
    cluster.set(PipelineOptions.OBJECT_REUSE, true);
    cluster.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    cluster.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 5);
    cluster.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(500));
    return StreamExecutionEnvironment.createLocalEnvironment(PARALLELISM, cluster);
  }

  /** A command line. */
  static List<String> arguments(Platform platform, String prefix, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--kafka.bootstrap-servers",
                platform.broker().bootstrapServers(),
                "--kafka.topic-prefix",
                prefix,
                "--kafka.group-id",
                prefix + "group",
                "--kafka.transactional-id-prefix",
                prefix + "transactions"));
    arguments.addAll(List.of(more));
    return arguments;
  }

  JobStatus status() {
    return client.getJobStatus().join();
  }

  @Override
  public void close() {
    if (!status().isGloballyTerminalState()) {
      client.cancel().join();
    }
  }
}
