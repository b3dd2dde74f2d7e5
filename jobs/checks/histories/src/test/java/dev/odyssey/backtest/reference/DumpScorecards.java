package dev.odyssey.backtest.reference;

import dev.odyssey.detection.policy.Policies;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes the reference's rows for files of events, to see where the jobs and it disagree. */
@Command(
    name = "dump-scorecards",
    description = "Prints the rows of the scorecards as JSON lines, computed in one batch.",
    mixinStandardHelpOptions = true)
final class DumpScorecards implements Callable<Integer> {

  @Option(names = "--order-events", paramLabel = "FILE", description = "order events, JSON lines")
  private Path orders;

  @Option(
      names = "--contact-events",
      paramLabel = "FILE",
      description = "contact events, JSON lines")
  private Path contacts;

  @Option(names = "--policies", paramLabel = "FILE", description = "default: the built-in ones")
  private Path policies;

  @Option(
      names = "--until",
      paramLabel = "INSTANT",
      description = "how far time has passed; default: for ever")
  private Instant until;

  @Spec private CommandSpec spec;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new DumpScorecards()).execute(arguments));
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    BatchScorecards.of(
            orders == null ? List.of() : EventFiles.orders(orders),
            contacts == null ? List.of() : EventFiles.contacts(contacts),
            policies == null ? Policies.builtIn() : Policies.load(policies),
            until == null ? Long.MAX_VALUE : until.toEpochMilli())
        .forEach(row -> out.println(row.json()));
    out.flush();
    return CommandLine.ExitCode.OK;
  }
}
