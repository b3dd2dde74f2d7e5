package dev.odyssey.backtest;

import static org.awaitility.Awaitility.await;

import dev.odyssey.streaming.DetectionClock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointException;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.util.ExceptionUtils;
import org.awaitility.core.TerminalFailureException;

/** Runs a job on the cluster of a test until its inputs are held, or to their end. */
final class StoryRun {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration POLL = Duration.ofMillis(20);

  /**
   * How a job runs.
   *
   * @param from the savepoint that it starts from; null for none. Whatever it holds must be taken
   *     over.
   * @param clock what the wall clock shows at the least, in epoch milliseconds
   */
  record Setup(int parallelism, String backend, Path from, long clock) {

    /** From nothing, on one subtask. */
    static final Setup PLAIN = new Setup(1, "hashmap", null, Long.MIN_VALUE);
  }

  /**
   * What came of it.
   *
   * @param savepoint where the job was stopped; null if it ran to the end
   * @param told the lines of each output
   */
  record Result(Path savepoint, Map<String, List<String>> told) {}

  /** Runs a job with a directory of its own. */
  static Result run(SuiteJob job, Map<String, Wiring.Input> inputs, Setup setup, Path directory)
      throws Exception {
    Files.createDirectories(directory);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration(setup));
    long notBefore = setup.clock();
    DetectionClock clock = streamTime -> Math.max(streamTime, notBefore);
    job.graph().build(new Wiring(env, inputs, directory), clock);
    StreamGraph graph = env.getStreamGraph();
    if (setup.from() != null) {
      graph.setSavepointRestoreSettings(
          SavepointRestoreSettings.forPath(setup.from().toString(), false));
    }
    JobClient client = env.executeAsync(graph);
    List<String> held =
        inputs.entrySet().stream()
            .filter(input -> input.getValue().hold() <= input.getValue().lines().size())
            .map(Map.Entry::getKey)
            .toList();
    Path savepoint = held.isEmpty() ? null : stop(client, held, directory);
    client.getJobExecutionResult().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    Map<String, List<String>> told = new HashMap<>();
    for (String output : job.outputs()) {
      told.put(output, lines(Wiring.told(directory, output)));
    }
    return new Result(savepoint, told);
  }

  /** Barriers follow the records: the savepoint holds what all inputs have said, and no more. */
  private static Path stop(JobClient client, List<String> held, Path directory) throws Exception {
    try {
      await()
          .atMost(PATIENCE)
          .pollInterval(POLL)
          .failFast(() -> client.getJobStatus().get() == JobStatus.FAILED)
          .until(() -> held.stream().allMatch(in -> Files.exists(Wiring.held(directory, in))));
    } catch (TerminalFailureException e) {
      // Throws the reason.
      client.getJobExecutionResult().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      throw e;
    }
    // A source may have read to where it is held while other tasks are still to start.
    String savepoint =
        await()
            .atMost(PATIENCE)
            .pollInterval(POLL)
            .ignoreExceptionsMatching(StoryRun::isTooEarly)
            .until(() -> savepoint(client, directory), any -> true);
    return Path.of(URI.create(savepoint).getPath());
  }

  private static String savepoint(JobClient client, Path directory) throws Exception {
    return client
        .stopWithSavepoint(
            false, directory.resolve("savepoint").toString(), SavepointFormatType.CANONICAL)
        .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static boolean isTooEarly(Throwable failure) {
    return ExceptionUtils.findThrowable(failure, CheckpointException.class)
        .map(CheckpointException::getCheckpointFailureReason)
        .filter(CheckpointFailureReason.NOT_ALL_REQUIRED_TASKS_RUNNING::equals)
        .isPresent();
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  private static Configuration configuration(Setup setup) {
    Configuration configuration = new Configuration();
    configuration.set(CoreOptions.DEFAULT_PARALLELISM, setup.parallelism());
    configuration.set(StateBackendOptions.STATE_BACKEND, setup.backend());
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    return configuration;
  }

  private StoryRun() {}
}
