package dev.odyssey.sandbox;

import dev.odyssey.codec.ContactEventAvro;
import dev.odyssey.codec.ContactEventJson;
import dev.odyssey.codec.OrderEventAvro;
import dev.odyssey.codec.OrderEventJson;
import dev.odyssey.schemas.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line of the sandbox, behind {@code scripts/sandbox}. */
@Command(
    name = "sandbox",
    description = {
      "The whole platform on this machine: a Kafka broker, a PostgreSQL and a Flink cluster, each"
          + " real and a process of its own, with the project's topics, tables and jobs.",
      "State lives in .sandbox; it listens on the loopback interface only."
    },
    footer = {
      "",
      "Environment: ODYSSEY_KAFKA_PORT, ODYSSEY_POSTGRES_PORT, ODYSSEY_FLINK_PORT choose ports;",
      "FLINK_HOME, where set, is the Flink distribution that is used."
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = SilenceCommand.class)
public final class SandboxCli implements Runnable {

  @Spec private CommandSpec spec;

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a COMMAND is missing");
  }

  static CommandLine commandLine() {
    CommandLine commands = new CommandLine(new SandboxCli());
    commands
        .getCommandSpec()
        .addOption(
            OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .scopeType(ScopeType.INHERIT)
                .description("Says this.")
                .build());
    for (String passingOn : List.of("psql", "flink")) {
      commands
          .getSubcommands()
          .get(passingOn)
          .setUnmatchedOptionsArePositionalParams(true)
          .setStopAtPositional(true);
    }
    return commands.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          if (failure instanceof IllegalStateException
              || failure instanceof IllegalArgumentException
              || failure instanceof UncheckedIOException
              || failure instanceof SQLException) {
            command.getErr().println("sandbox: " + failure.getMessage());
            return 1;
          }
          throw failure;
        });
  }

  /** Which ports, by option, by environment, or the standard ones. */
  static final class Ports {
    @Option(names = "--kafka-port", paramLabel = "PORT", description = "Default: 19092.")
    private Integer kafka;

    @Option(names = "--postgres-port", paramLabel = "PORT", description = "Default: 15432.")
    private Integer postgres;

    @Option(
        names = "--flink-port",
        paramLabel = "PORT",
        description = "Of Flink's UI. Default: 18081.")
    private Integer flink;

    Map<Port, Integer> chosen(Map<String, String> environment) {
      Map<Port, Integer> chosen = new EnumMap<>(Port.class);
      for (Port port : Port.values()) {
        String text = environment.get(port.variable());
        if (text != null) {
          chosen.put(port, number(port, text));
        }
      }
      put(chosen, Port.KAFKA, kafka);
      put(chosen, Port.POSTGRES, postgres);
      put(chosen, Port.FLINK, flink);
      return chosen;
    }

    private static void put(Map<Port, Integer> chosen, Port port, Integer number) {
      if (number != null) {
        chosen.put(port, number(port, number.toString()));
      }
    }

    private static int number(Port port, String text) {
      try {
        int number = Integer.parseInt(text);
        if (number > 0 && number < 65536) {
          return number;
        }
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(notAPort(port, text), e);
      }
      throw new IllegalArgumentException(notAPort(port, text));
    }

    private static String notAPort(Port port, String text) {
      return "%s (%s) is not a port: %s".formatted(port.option(), port.variable(), text);
    }
  }

  @Command(
      name = "up",
      description =
          "Starts what does not run yet, creates topics and tables, and submits the jobs. Twice is"
              + " harmless.")
  int up(
      @CommandLine.Mixin Ports ports,
      @Option(
              names = "--task-managers",
              paramLabel = "N",
              defaultValue = "1",
              description = "How many. Default: ${DEFAULT-VALUE}.")
          int taskManagers,
      @Option(
              names = "--slots",
              paramLabel = "N",
              defaultValue = "" + SandboxOptions.SLOTS,
              description = "Slots of each TaskManager. Default: ${DEFAULT-VALUE}.")
          int slots) {
    Sandbox sandbox =
        up(
            options()
                .withPorts(ports.chosen(System.getenv()))
                .withTaskManagers(taskManagers, slots));
    out().println();
    out().println(Places.of(sandbox, topics()));
    return 0;
  }

  private Sandbox up(SandboxOptions options) {
    Sandbox sandbox = Sandbox.start(options, this::say);
    sandbox.submitJobs();
    return sandbox;
  }

  @Command(name = "status", description = "Says what runs. The exit code is 0 if all parts do.")
  int status() {
    Optional<Sandbox> found = find();
    if (found.isEmpty()) {
      say("nothing was ever started here: " + options().directory());
      return 1;
    }
    Sandbox sandbox = found.get();
    boolean broker = report("Kafka", sandbox.kafka().process(), sandbox.kafka().bootstrapServers());
    boolean tables = report("PostgreSQL", sandbox.postgres().process(), sandbox.postgres().url());
    boolean manager =
        report("Flink", sandbox.flink().jobManager(), sandbox.flink().rest().root().toString());
    List<String> workers = sandbox.flink().taskManagers();
    say(
        "%-12s %s"
            .formatted("", workers.isEmpty() ? "no TaskManager" : String.join(", ", workers)));
    if (manager) {
      for (SuiteJob suiteJob : SuiteJob.values()) {
        String job = suiteJob.title();
        say("%-12s %s".formatted("", sandbox.jobs().describe(job)));
      }
    }
    return broker && tables && manager && !workers.isEmpty() ? 0 : 1;
  }

  private boolean report(String part, Optional<OwnProcess> process, String where) {
    say(
        "%-12s %s"
            .formatted(
                part,
                process
                    .map(running -> "runs at %s, pid %d".formatted(where, running.pid()))
                    .orElse("does not run")));
    return process.isPresent();
  }

  @Command(
      name = "down",
      description =
          "Stops the jobs at a savepoint, from which the next 'up' goes on, and then what 'up'"
              + " started: by pid, and nothing else.")
  int down(@Option(names = "--wipe", description = "Deletes all data too.") boolean wipe) {
    Optional<Sandbox> found = find();
    if (found.isEmpty()) {
      say("nothing was ever started here: " + options().directory());
      return 0;
    }
    Sandbox sandbox = found.get();
    if (!wipe) {
      sandbox.stopJobs();
    }
    List<OwnProcess> processes = sandbox.processes();
    processes.forEach(process -> say("stopping " + process));
    if (wipe) {
      sandbox.wipe();
      say("deleted " + sandbox.directory());
    } else {
      sandbox.stop();
    }
    say(processes.isEmpty() ? "nothing ran" : "all is down");
    return 0;
  }

  @Command(
      name = "demo",
      description = {
        "Shows a simulated marketplace in time lapse, some of its events late and some broken: its"
            + " defects as they are raised and cleared, who is told of them and what they answer."
            + " For a while one region's feed is silent. Starts what does not run yet.",
        "The jobs run under the project's settings in time lapse, and stop with the marketplace;"
            + " 'up' lets them go on under the usual ones."
      })
  int demo(
      @CommandLine.Mixin Ports ports,
      @Option(
              names = "--seconds",
              paramLabel = "N",
              defaultValue = "90",
              description = "How long. Default: ${DEFAULT-VALUE}.")
          int seconds)
      throws InterruptedException {
    Sandbox sandbox = Sandbox.start(options().withPorts(ports.chosen(System.getenv())), this::say);
    say("");
    new Demo(sandbox, out(), coloured(), Clock.systemUTC()).run(Duration.ofSeconds(seconds));
    say("");
    say("Where to look:");
    say("");
    say(Places.of(sandbox, topics()));
    return 0;
  }

  @Command(
      name = "feed",
      description =
          "Writes events from files of JSON lines to the topics, in the order of the file; lines that"
              + " are no events are written as they are.")
  int feed(
      @Option(names = "--order-events", paramLabel = "FILE", description = "Order events.")
          Path orders,
      @Option(names = "--contact-events", paramLabel = "FILE", description = "Contact events.")
          Path contacts)
      throws IOException {
    FileFeed feed = new FileFeed(running().kafka().bootstrapServers());
    if (orders != null) {
      OrderEventAvro avro = new OrderEventAvro();
      long records = feed.write("order-events", orders, new OrderEventJson(), avro::encode);
      say("%,d records of %s to order-events".formatted(records, orders));
    }
    if (contacts != null) {
      ContactEventAvro avro = new ContactEventAvro();
      long records = feed.write("contact-events", contacts, new ContactEventJson(), avro::encode);
      say("%,d records of %s to contact-events".formatted(records, contacts));
    }
    return 0;
  }

  @Command(
      name = "topic",
      description =
          "Prints the records of a topic as lines of JSON, until Ctrl-C. What is Avro is decoded.")
  int topic(
      @Parameters(paramLabel = "NAME", description = "As in schemas/topics.yaml.") String name,
      @Option(names = "--from-beginning", description = "Begins with the oldest record.")
          boolean fromBeginning,
      @Option(names = "--to-end", description = "Ends with the newest record as of now.")
          boolean toEnd) {
    RecordText text = new RecordText();
    try (TopicReader reader =
        new TopicReader(running().kafka().bootstrapServers(), name, fromBeginning)) {
      if (toEnd) {
        reader.toEnd(record -> say(text.line(record)));
        return 0;
      }
      // checkError: whoever reads our lines may have had enough of them.
      while (!out().checkError()) {
        reader.poll(Duration.ofMillis(500), record -> say(text.line(record)));
      }
      return 0;
    }
  }

  @Command(
      name = "psql",
      description = {
        "Opens the tables in psql, with whatever arguments psql takes.",
        "Where psql is not installed, it can still answer -c SQL."
      })
  int psql(
      @Parameters(arity = "0..*", paramLabel = "ARGUMENT", description = "psql's own.")
          List<String> arguments)
      throws SQLException {
    PostgresServer postgres = running().postgres();
    if (!Programs.has("psql")) {
      if (arguments != null && arguments.size() == 2 && arguments.get(0).equals("-c")) {
        SqlTable.print(postgres, arguments.get(1), out());
        return 0;
      }
      throw new IllegalStateException(
          "psql is not installed (Debian: apt install postgresql-client); without it there is"
              + " scripts/sandbox psql -c SQL");
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                "psql",
                "-h",
                PostgresServer.HOST,
                "-p",
                Integer.toString(postgres.port()),
                "-U",
                postgres.user(),
                "-d",
                PostgresServer.DATABASE));
    command.addAll(arguments == null ? List.of() : arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("PGPASSWORD", postgres.password());
    return Programs.run(builder);
  }

  @Command(
      name = "flink",
      description = "Flink's own command line against this cluster: list, run, savepoint ...")
  int flink(
      @Parameters(arity = "0..*", paramLabel = "ARGUMENT", description = "Flink's own.")
          List<String> arguments) {
    return Programs.run(
        running().flink().commandLine(arguments == null ? List.of("--help") : arguments));
  }

  @Command(
      name = "sql",
      description = {
        "Flink's SQL client against this cluster, with the topics as tables"
            + " (schemas/flink-sql). Interactive without a statement.",
        "A query of a topic has no end: Ctrl-C, or the hint"
            + " /*+ OPTIONS('scan.bounded.mode'='latest-offset') */ after the table."
      })
  int sql(
      @Parameters(arity = "0..1", paramLabel = "STATEMENT", description = "One.") String statement,
      @Option(names = "--file", paramLabel = "FILE", description = "Statements from a file.")
          Path file)
      throws IOException {
    if (statement != null && file != null) {
      throw new ParameterException(
          spec.commandLine(), "give a STATEMENT or --file " + file + ", not both");
    }
    Sandbox sandbox = running();
    ProjectHome home = ProjectHome.locate();
    Path directory = Directories.create(options().directory().resolve("flink/sql"));
    List<String> arguments = new ArrayList<>();
    Path tables = directory.resolve("topics.sql");
    Files.writeString(
        tables,
        "SET 'sql-client.execution.result-mode' = 'tableau';\n"
            + Files.readString(home.flinkSql())
                .replace("${kafka.bootstrap.servers}", sandbox.kafka().bootstrapServers()));
    arguments.addAll(List.of("--init", tables.toString()));
    if (statement != null) {
      Path script = directory.resolve("statement.sql");
      Files.writeString(script, statement.strip().endsWith(";") ? statement : statement + ";");
      arguments.addAll(List.of("--file", script.toString()));
    } else if (file != null) {
      arguments.addAll(List.of("--file", file.toString()));
    }
    return Programs.run(
        sandbox.flink().sqlClient(home.sqlClientLib(), home.sqlClientShipped(), arguments));
  }

  @Command(name = "logs", description = "Prints the end of the logs, of one process or of all.")
  int logs(
      @Parameters(
              arity = "0..1",
              paramLabel = "NAME",
              description = "kafka, postgres, jobmanager, taskmanager-1 ...")
          String name,
      @Option(
              names = {"-f", "--follow"},
              description = "Goes on with what is added.")
          boolean follow) {
    Path directory = options().directory().resolve("logs");
    if (!Files.isDirectory(directory)) {
      throw new IllegalStateException("there are no logs: " + directory);
    }
    List<String> command = new ArrayList<>(List.of("tail", "-n", name == null ? "20" : "200"));
    if (follow) {
      command.add("-F");
    }
    int fixed = command.size();
    try (var files = Files.list(directory)) {
      files
          .map(Path::toString)
          .filter(file -> file.endsWith(".log") || file.endsWith(".out"))
          .filter(file -> name == null || file.contains("/" + name + "."))
          .sorted()
          .forEach(command::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (command.size() == fixed) {
      throw new IllegalArgumentException("there is no log of " + name + " in " + directory);
    }
    return Programs.run(new ProcessBuilder(command));
  }

  @Command(
      name = "kill-taskmanager",
      description =
          "Kills a TaskManager (kill -9) and starts another, to see the jobs go on where their"
              + " last checkpoint was.")
  int killTaskManager(
      @Parameters(
              arity = "0..1",
              paramLabel = "NAME",
              description = "As 'status' names it. Default: the first.")
          String name,
      @Option(names = "--no-replacement", description = "Starts no other; 'up' would.")
          boolean withoutReplacement) {
    FlinkCluster flink = running().flink();
    List<String> workers = flink.taskManagers();
    if (workers.isEmpty()) {
      throw new IllegalStateException("there is no TaskManager to kill");
    }
    String victim = name == null ? workers.get(0) : name;
    flink.killTaskManager(victim);
    say("killed " + victim);
    if (!withoutReplacement) {
      say(flink.startTaskManager() + " takes its place");
    }
    return 0;
  }

  @Command(name = "add-taskmanager", description = "Starts another TaskManager.")
  int addTaskManager() {
    say(running().flink().startTaskManager() + " is there");
    return 0;
  }

  private SandboxOptions options() {
    return SandboxOptions.forPeople(ProjectHome.locate());
  }

  private Optional<Sandbox> find() {
    return Sandbox.find(options(), this::say);
  }

  /** The sandbox here, if anything of it runs. */
  Sandbox running() {
    return find()
        .filter(sandbox -> !sandbox.processes().isEmpty())
        .orElseThrow(() -> new IllegalStateException("nothing runs: scripts/sandbox up starts it"));
  }

  private static List<Topics.Topic> topics() {
    return Topics.read(ProjectHome.locate().topics()).all();
  }

  private static boolean coloured() {
    return System.console() != null && System.getenv("NO_COLOR") == null;
  }

  private void say(String line) {
    out().println(line);
    out().flush();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
