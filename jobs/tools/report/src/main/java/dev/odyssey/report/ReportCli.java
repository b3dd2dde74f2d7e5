package dev.odyssey.report;

import dev.odyssey.sandbox.PostgresServer;
import dev.odyssey.sandbox.ProjectHome;
import dev.odyssey.sandbox.Sandbox;
import dev.odyssey.sandbox.SandboxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command line of the report, behind {@code scripts/report}. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Draws the scorecards as one HTML file that needs nothing else: contact rate and DPMO over"
          + " time, the providers, defects by code, sites and agents, regions.",
      "Without --postgres.url it reads the tables of the running sandbox."
    },
    footer = {"", "Environment: POSTGRES_PASSWORD, where --postgres.password-file is not given."})
public final class ReportCli implements Callable<Integer> {

  private static final String PASSWORD_VARIABLE = "POSTGRES_PASSWORD";
  private static final String URL_PREFIX = "jdbc:postgresql:";

  private final Clock clock;
  private final Map<String, String> environment;

  @Spec private CommandSpec spec;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "report.html",
      description = "Where to write. Default: ${DEFAULT-VALUE}.")
  private Path out;

  @Option(
      names = "--to",
      paramLabel = "DAY",
      description = "Last day (2025-03-31). Default: the latest day that is measured.")
  private LocalDate to;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "28",
      description =
          "How many days the numbers sum up; trends show the last 180. Default: ${DEFAULT-VALUE}.")
  private int days;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description =
          "Orders of this region only. Providers, sites and agents are counted over all regions.")
  private String region;

  @Option(
      names = "--postgres.url",
      paramLabel = "URL",
      description = "jdbc:postgresql://host:port/database. Default: the running sandbox.")
  private String url;

  @Option(
      names = "--postgres.user",
      paramLabel = "ROLE",
      description = "Role to read as; it needs SELECT on tables and views.")
  private String user;

  @Option(
      names = "--postgres.password-file",
      paramLabel = "FILE",
      description = "File whose first line is the password.")
  private Path passwordFile;

  private ReportCli(Clock clock, Map<String, String> environment) {
    this.clock = clock;
    this.environment = environment;
  }

  public static void main(String[] arguments) {
    System.exit(commandLine(Clock.systemUTC(), System.getenv()).execute(arguments));
  }

  static CommandLine commandLine(Clock clock, Map<String, String> environment) {
    return new CommandLine(new ReportCli(clock, environment))
        .registerConverter(LocalDate.class, ReportCli::day)
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              if (failure instanceof IllegalArgumentException
                  || failure instanceof IllegalStateException
                  || failure instanceof UncheckedIOException
                  || failure instanceof IOException
                  || failure instanceof SQLException) {
                command.getErr().println("report: " + failure.getMessage());
                return CommandLine.ExitCode.SOFTWARE;
              }
              throw failure;
            });
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new TypeConversionException("'" + text + "' is not a day such as 2025-03-31");
    }
  }

  @Override
  public Integer call() throws Exception {
    if (days < 1 || days > 3660) {
      throw wrong("--days " + days + " is not between 1 and 3660");
    }
    ReportData data;
    try (Connection connection = connect()) {
      data =
          ReportData.read(
              connection,
              Optional.ofNullable(to),
              days,
              Optional.ofNullable(region),
              LocalDate.now(clock));
    }
    Path file = out.toAbsolutePath().normalize();
    Files.createDirectories(file.getParent());
    Files.writeString(file, new ReportPage().html(data, clock.instant()));
    spec.commandLine()
        .getOut()
        .printf(
            "%s to %s, %,d orders, %,d providers%nWritten to %s%n",
            data.scope().from(),
            data.scope().to(),
            data.summary().orders(),
            data.providers().size(),
            file);
    spec.commandLine().getOut().flush();
    return CommandLine.ExitCode.OK;
  }

  private Connection connect() throws IOException, SQLException {
    if (url == null) {
      if (user != null || passwordFile != null) {
        throw wrong("--postgres.url is missing");
      }
      return sandbox().connect();
    }
    if (!url.startsWith(URL_PREFIX)) {
      throw wrong("--postgres.url " + url + " does not begin with " + URL_PREFIX);
    }
    if (url.contains("password=")) {
      throw wrong("--postgres.url holds a password; use --postgres.password-file");
    }
    if (user == null) {
      throw wrong("--postgres.user is missing");
    }
    return DriverManager.getConnection(url, user, password());
  }

  private static PostgresServer sandbox() {
    return Sandbox.runningPostgres(SandboxOptions.forPeople(ProjectHome.locate()))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no sandbox runs: start it with 'scripts/sandbox up', or give --postgres.url"));
  }

  private String password() throws IOException {
    if (passwordFile == null) {
      String password = environment.get(PASSWORD_VARIABLE);
      if (password == null) {
        throw wrong("--postgres.password-file is missing, and so is " + PASSWORD_VARIABLE);
      }
      return password;
    }
    List<String> lines;
    try {
      lines = Files.readAllLines(passwordFile);
    } catch (IOException e) {
      throw new IOException(
          "--postgres.password-file " + passwordFile + " cannot be read: " + e, e);
    }
    if (lines.isEmpty() || lines.get(0).isEmpty()) {
      throw wrong("--postgres.password-file " + passwordFile + ": the first line is empty");
    }
    return lines.get(0);
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
