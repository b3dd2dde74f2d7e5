package dev.odyssey.testdata;

import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/** How the commands of this module start and fail. */
public final class Cli {

  private static final OptionSpec HELP =
      OptionSpec.builder("-h", "--help")
          .usageHelp(true)
          .type(boolean.class)
          .scopeType(ScopeType.INHERIT)
          .description("Show this help and exit.")
          .build();

  /** Runs a command; what is wrong with its input is one line, without a stack trace. */
  public static int run(Object command, PrintWriter out, PrintWriter err, String... args) {
    CommandLine commandLine = new CommandLine(command);
    commandLine.getCommandSpec().addOption(HELP);
    return commandLine
        .setOut(out)
        .setErr(err)
        .setExecutionExceptionHandler(
            (e, line, parsed) -> {
              err.println(line.getCommandName() + ": " + describe(e));
              err.flush();
              return line.getCommandSpec().exitCodeOnExecutionException();
            })
        .execute(args);
  }

  private static String describe(Exception e) {
    if (e instanceof NoSuchFileException) {
      return "no such file: " + e.getMessage();
    }
    // A message that is missing, or only a name, needs its exception beside it.
    return e instanceof IllegalArgumentException ? e.getMessage() : e.toString();
  }

  private Cli() {}
}
