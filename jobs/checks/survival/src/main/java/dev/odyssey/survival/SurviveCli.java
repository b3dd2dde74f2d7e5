package dev.odyssey.survival;

import dev.odyssey.sandbox.ProjectHome;
import dev.odyssey.survival.Plan.Form;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command line of survival runs. */
@Command(
    name = "survive",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Lets a suite run on a platform of its own, kills parts of it (kill -9) while",
      "events come in, and compares what comes out with a backtest of the same events.",
      "Ends with a table of the runs, and with 1 if the suite did not survive all of",
      "them. The same seed and options give the same events and the same plan."
    })
public final class SurviveCli implements Callable<Integer> {

  private static final int FEWEST_ORDERS = 100;

  @Spec private CommandSpec spec;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the first run, the next has the next one (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--runs",
      paramLabel = "K",
      defaultValue = "1",
      description = "How many runs (default: ${DEFAULT-VALUE}).")
  private int runs;

  @Option(
      names = "--long",
      description =
          "Three to six blows a run instead of one or two, and outages of up to two minutes"
              + " instead of three seconds.")
  private boolean longForm;

  @Option(
      names = "--orders",
      paramLabel = "N",
      description = "Orders that are placed in a run (default: 2000, long 10000).")
  private Integer orders;

  @Option(
      names = "--jobs",
      split = ",",
      paramLabel = "JOB",
      description = "Which jobs take part: ${COMPLETION-CANDIDATES} (default: all).")
  private List<Job> jobs = List.of(Job.values());

  @Option(names = "--print-plan", description = "Print the plans, and do nothing.")
  private boolean printPlan;

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      description =
          "Where runs keep what they write; of a run that fails it stays (default: .survival in the"
              + " project).")
  private Path directory;

  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(commandLine(out, err).execute(args));
  }

  static CommandLine commandLine(PrintWriter out, PrintWriter err) {
    return new CommandLine(new SurviveCli())
        .registerConverter(Job.class, JOBS)
        .setOut(out)
        .setErr(err);
  }

  private static final ITypeConverter<Job> JOBS =
      title -> {
        for (Job job : Job.values()) {
          if (job.title().equals(title)) {
            return job;
          }
        }
        throw new TypeConversionException(
            "'%s' is none of %s".formatted(title, List.of(Job.values())));
      };

  @Override
  public Integer call() {
    Set<Job> chosen = EnumSet.copyOf(jobs);
    if (!chosen.contains(Job.LIFECYCLE_DEFECTS) && !chosen.contains(Job.CONTACT_DEFECTS)) {
      throw wrong("--jobs " + chosen + ": without a job that detects defects nothing happens");
    }
    if (runs < 1) {
      throw wrong("--runs is less than 1: " + runs);
    }
    int placed = orders == null ? (longForm ? 10_000 : 2_000) : orders;
    if (placed < FEWEST_ORDERS) {
      throw wrong("--orders is less than %d: %d".formatted(FEWEST_ORDERS, placed));
    }
    PrintWriter out = spec.commandLine().getOut();
    List<RunReport> reports = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      Plan plan = Plan.draw(seed + i, longForm ? Form.LONG : Form.SHORT);
      out.println(plan);
      if (!printPlan) {
        reports.add(run(plan, placed, chosen));
      }
    }
    if (printPlan) {
      return CommandLine.ExitCode.OK;
    }
    out.println();
    out.print(ReportTable.of(reports));
    out.flush();
    return reports.stream().allMatch(RunReport::survived)
        ? CommandLine.ExitCode.OK
        : CommandLine.ExitCode.SOFTWARE;
  }

  private RunReport run(Plan plan, int placed, Set<Job> chosen) {
    PrintWriter out = spec.commandLine().getOut();
    Path own = vacant("seed-" + plan.seed());
    Run run =
        new Run(own, placed, chosen, plan, Clock.systemUTC(), line -> out.println("  " + line));
    RunReport report = run.execute();
    report.differences().forEach(difference -> out.println("  differs: " + difference));
    if (report.survived()) {
      run.discard();
      out.println("  survived");
    } else {
      out.printf(
          "  FAILED; what it wrote and logged is in %s; once more: --seed %d%s --orders %d --jobs %s%n",
          own,
          plan.seed(),
          longForm ? " --long" : "",
          placed,
          String.join(",", chosen.stream().map(Job::title).toList()));
    }
    return report;
  }

  /** A directory that does not exist yet: what an earlier run has left stays. */
  private Path vacant(String name) {
    Path home =
        (directory == null ? ProjectHome.locate().path().resolve(".survival") : directory)
            .toAbsolutePath()
            .normalize();
    Path path = home.resolve(name);
    for (int i = 2; Files.exists(path); i++) {
      path = home.resolve(name + "-" + i);
    }
    return path;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
