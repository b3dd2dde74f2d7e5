package dev.odyssey.streaming.job;

import dev.odyssey.streaming.options.JobArguments;
import dev.odyssey.streaming.options.OptionGroup;
import dev.odyssey.streaming.options.OptionsText;
import java.io.PrintStream;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

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

    /** Adds the whole job to an environment. */
    void build(StreamExecutionEnvironment env, Configuration values);
  }

  /**
   * Runs the job from its command line, or prints its options or its graph.
   *
   * @throws dev.odyssey.streaming.options.InvalidOptionException naming what is wrong with the
   *     command line
   */
  public void run(String[] arguments, PrintStream out) throws Exception {
    JobArguments command = JobArguments.parse(arguments, options);
    if (command.help()) {
      out.print(OptionsText.help(job, options));
      return;
    }
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    graph.build(env, command.values());
    if (command.printPlan()) {
      out.println(env.getExecutionPlan());
    } else {
      env.execute(job);
    }
  }
}
