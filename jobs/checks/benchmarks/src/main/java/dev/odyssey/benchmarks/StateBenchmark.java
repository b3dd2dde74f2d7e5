package dev.odyssey.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says how many bytes the jobs keep of what they remember. */
@Command(
    name = "state",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures how large the state of each job is for each thing that it remembers: in",
      "a checkpoint, and in the memory of a TaskManager that keeps it on the heap."
    })
public final class StateBenchmark implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--orders",
      paramLabel = "N",
      defaultValue = "50000",
      description = "Orders that are remembered (default: ${DEFAULT-VALUE}).")
  private int orders;

  @Option(
      names = "--jobs",
      split = ",",
      paramLabel = "NAME",
      description = "Whose state: ${COMPLETION-CANDIDATES} (default: all).")
  private List<StateOfJob.Job> jobs = List.of(StateOfJob.Job.values());

  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws Exception {
    common.atLeast(ChangeFeed.LEAST_OPEN, "--orders", orders);
    PrintWriter out = spec.commandLine().getOut();
    new Report(out).machine();
    out.printf(
        "%n| state | job | for each | so many | records each | KB in a checkpoint | KB on the heap"
            + " |%n|---|---|---|---:|---:|---:|---:|%n");
    for (Store store : common.stores()) {
      for (StateOfJob.Job job : jobs) {
        common.say("%s: %s fills up ...", store.title(), job.title());
        out.println(row(job, store));
        out.flush();
      }
    }
    return 0;
  }

  private String row(StateOfJob.Job job, Store store) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Benchmark.command(
                    StateOfJob.class,
                    job.name(),
                    store.name(),
                    Integer.toString(orders),
                    Long.toString(common.seed())))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      String last = lines.lines().reduce("", (one, next) -> next);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(
            "%s on %s ended with %d".formatted(job.title(), store.title(), process.exitValue()));
      }
      return last;
    }
  }
}
