package dev.odyssey.streaming.job;

import dev.odyssey.streaming.options.JobArguments;
import dev.odyssey.streaming.options.OptionGroup;
import dev.odyssey.streaming.options.OptionsText;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.function.ThrowingRunnable;

/**
 * The command line of a job: the same for all of the suite.
 *
 * @param job its name
 * @param options those that it takes
 * @param graph what it does
 */
public record JobCommand(String job, List<OptionGroup> options, Graph graph) {

  /** How a job is put together. */
  @FunctionalInterface
  public interface Graph {

    /**
     * Adds the whole job to an environment.
     *
     * @param environment of the process, where secrets may be
     * @return what is to be done where the job is submitted, just before it is
     */
    ThrowingRunnable<Exception> build(
        StreamExecutionEnvironment env, Configuration values, Map<String, String> environment);
  }

  /** How a job is put together that has nothing to be done before it. */
  @FunctionalInterface
  public interface PlainGraph {

    /** Adds the whole job to an environment. */
    void build(
        StreamExecutionEnvironment env, Configuration values, Map<String, String> environment);
  }

  /** A job with nothing to be done before it. */
  public static JobCommand of(String job, List<OptionGroup> options, PlainGraph graph) {
    return new JobCommand(
        job,
        options,
        (env, values, environment) -> {
          graph.build(env, values, environment);
          return () -> {};
        });
  }

  /**
   * Runs the job from its command line, or prints its options or its graph.
   *
   * @param environment of the process, where secrets may be
   * @throws dev.odyssey.streaming.options.InvalidOptionException naming what is wrong with the
   *     command line
   */
  public void run(String[] arguments, Map<String, String> environment, PrintStream out)
      throws Exception {
    JobArguments command = JobArguments.parse(arguments, options);
    if (command.help()) {
      out.print(OptionsText.help(job, options));
      return;
    }
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    ThrowingRunnable<Exception> before = graph.build(env, command.values(), environment);
    if (command.printPlan()) {
      out.println(env.getExecutionPlan());
    } else {
      before.run();
      env.execute(job);
    }
  }
}
