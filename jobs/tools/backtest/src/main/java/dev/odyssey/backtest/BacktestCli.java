package dev.odyssey.backtest;

import dev.odyssey.codec.ContactPreferenceJson;
import dev.odyssey.codec.SilenceJson;
import dev.odyssey.detection.custom.CustomRule;
import dev.odyssey.detection.custom.RuleReader;
import dev.odyssey.detection.job.MatcherKind;
import dev.odyssey.detection.job.Rulebook;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.mapping.MapReport;
import dev.odyssey.mapping.Mapping;
import dev.odyssey.notifications.settings.NotificationSettings;
import dev.odyssey.scorecards.tiers.Targets;
import dev.odyssey.streaming.EventContract;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command line of the backtest. */
@Command(
    name = "backtest",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs the detection jobs, the scorecards and the notifications over files, without Kafka or"
          + " PostgreSQL, and writes what they would have reported.",
      "Lines are JSON events and arrive in the order of the file; .gz is read as it is.",
      "Exit code 0 if it ran, 3 if more than one line in twenty was no event, 2 if an option is"
          + " wrong, 1 if it failed."
    })
public final class BacktestCli implements Callable<Integer> {

  /** Too many lines were no event for what was found to say much. */
  static final int MOSTLY_DEAD = 3;

  @Spec private CommandSpec spec;

  @Option(names = "--order-events", paramLabel = "FILE", description = "Order events, JSON lines.")
  private Path orderEvents;

  @Option(
      names = "--contact-events",
      paramLabel = "FILE",
      description = "Contact events, JSON lines.")
  private Path contactEvents;

  @Option(
      names = "--policies",
      paramLabel = "FILE",
      description = "Policies, YAML. Default: the built-in ones.")
  private Path policies;

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description = "Rules of one's own, YAML. Default: the built-in rules only.")
  private Path rules;

  @Option(
      names = "--targets",
      paramLabel = "FILE",
      description = "Targets for providers, YAML. Default: the built-in ones.")
  private Path targets;

  @Option(
      names = "--notifications",
      paramLabel = "FILE",
      description = "What becomes an alert or a message, YAML. Default: the built-in settings.")
  private Path notifications;

  @Option(
      names = "--silences",
      paramLabel = "FILE",
      description = "Silences of alerts, JSON lines. Default: none.")
  private Path silences;

  @Option(
      names = "--contact-preferences",
      paramLabel = "FILE",
      description = "How people want to be written to, JSON lines. Default: none.")
  private Path contactPreferences;

  @Option(
      names = "--until",
      paramLabel = "INSTANT",
      description =
          "Due times after it are not raised, and nobody is told anything after it"
              + " (2025-03-01T17:00:00Z). Default: no end.")
  private Instant until;

  @Option(
      names = "--retention",
      paramLabel = "DURATION",
      defaultValue = "P90D",
      description =
          "How long an order or an issue is kept after its last event and due time."
              + " Default: ${DEFAULT-VALUE}.")
  private Duration retention;

  @Option(
      names = "--open-retention",
      paramLabel = "DURATION",
      defaultValue = "P400D",
      description =
          "How long it is kept after a defect was raised that an event could still clear; events"
              + " older than this, and than the retention, are late. Default: ${DEFAULT-VALUE}.")
  private Duration openRetention;

  @Option(
      names = "--matcher",
      paramLabel = "table|cep",
      defaultValue = "table",
      description =
          "By what rules are evaluated: the table that is compiled from them, or Flink CEP's"
              + " automaton. Both find the same; cep is many times slower."
              + " Default: ${DEFAULT-VALUE}.")
  private MatcherKind matcher;

  @Option(
      names = "--disorder",
      paramLabel = "DURATION",
      defaultValue = "PT5S",
      description = "How far event time stays behind the latest event. Default: ${DEFAULT-VALUE}.")
  private Duration disorder;

  @Option(
      names = "--max-events",
      paramLabel = "N",
      defaultValue = "10000",
      description = "How many events a subject may have. Default: ${DEFAULT-VALUE}.")
  private int maxEvents;

  @Option(
      names = "--only",
      paramLabel = "defects|scorecards|notifications",
      split = ",",
      description = "What to find out, one or more; the rest costs no time. Default: everything.")
  private Set<Backtest.Subject> only = EnumSet.allOf(Backtest.Subject.class);

  @Option(
      names = "--against",
      paramLabel = "FILE",
      description =
          "Other policies, YAML: says, by code, what they would find otherwise, and writes it to"
              + " against.jsonl.")
  private Path against;

  @Option(
      names = "--mapping",
      paramLabel = "FILE",
      description =
          "Reads INPUT by this mapping, YAML; the events that it makes are written to"
              + " events.jsonl.gz and read.")
  private Path mapping;

  @Parameters(
      arity = "0..*",
      paramLabel = "INPUT",
      description = "What --mapping reads: CSV, JSON, XES or change streams, plain or .gz.")
  private List<Path> inputs = List.of();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description =
          "Where to write defects.jsonl, ledger.jsonl, shadow.jsonl (with rules in the shadow),"
              + " dead-letters.jsonl, late.jsonl, overflow.jsonl,"
              + " scorecard_day.jsonl, rule_day.jsonl, provider_tier.jsonl, cases.jsonl,"
              + " alerts.jsonl and outreach.jsonl.")
  private Path out;

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The command, with its options as people write them. */
  public static CommandLine commandLine() {
    return new CommandLine(new BacktestCli())
        .registerConverter(Duration.class, converter(Duration::parse, "an ISO-8601 duration"))
        .registerConverter(Instant.class, converter(Instant::parse, "an ISO-8601 instant"))
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  static <T> ITypeConverter<T> converter(ITypeConverter<T> parse, String kind) {
    return text -> {
      try {
        return parse.convert(text);
      } catch (DateTimeException e) {
        throw new TypeConversionException("'" + text + "' is not " + kind);
      }
    };
  }

  @Override
  public Integer call() throws Exception {
    checkInputs();
    checkReadable("--order-events", orderEvents);
    checkReadable("--contact-events", contactEvents);
    checkReadable("--silences", silences);
    checkReadable("--contact-preferences", contactPreferences);
    if (disorder.isNegative()) {
      throw wrong("--disorder " + disorder + " is negative");
    }
    Backtest.Settings settings = given(this::settings);
    Policies others = against == null ? null : given(() -> Policies.load(against));
    PrintWriter console = spec.commandLine().getOut();
    boolean isAllMapped = mapping == null || map(console);
    Report report = new Backtest(settings, out).run(orderEvents, contactEvents);
    console.print(report.tables(settings.rulebook().custom()));
    for (InputCounts.OfFile file : report.input().files()) {
      if (file.events() == 0 && file.dead() > 0) {
        spec.commandLine().getErr().println(FileLook.of(file.file()));
      }
    }
    if (others != null) {
      Backtest other = new Backtest(settings.under(others), out.resolve(".against"));
      console.print(Comparison.of(other, orderEvents, contactEvents, out));
    }
    console.println("Written to " + out.toAbsolutePath().normalize());
    console.flush();
    return isAllMapped && !report.input().isMostlyDead() ? CommandLine.ExitCode.OK : MOSTLY_DEAD;
  }

  private void checkInputs() {
    if (mapping == null && !inputs.isEmpty()) {
      throw wrong(
          "nothing says what "
              + inputs.get(0)
              + " is: give --order-events or --contact-events, or a --mapping");
    }
    if (mapping != null && inputs.isEmpty()) {
      throw wrong("--mapping " + mapping + " has nothing to read: give INPUT");
    }
    if (mapping == null && orderEvents == null && contactEvents == null) {
      throw wrong("nothing to read: give --order-events, --contact-events or both");
    }
    if (against != null && !only.contains(Backtest.Subject.DEFECTS)) {
      throw wrong("--against compares defects, which --only " + only + " leaves out");
    }
    checkReadable("--mapping", mapping);
    checkReadable("--against", against);
    inputs.forEach(input -> checkReadable("INPUT", input));
  }

  /** Makes the events that the mapping says; whether of everything. */
  private boolean map(PrintWriter console) throws Exception {
    Mapping read = given(() -> Mapping.load(mapping));
    Path events = Files.createDirectories(out).resolve("events.jsonl.gz");
    boolean isOfOrders = read.topic().equals(EventContract.ORDERS.topic());
    if (isOfOrders && orderEvents != null || !isOfOrders && contactEvents != null) {
      throw wrong("--mapping " + mapping + " makes " + read.topic() + ", which are given too");
    }
    MapReport report = MappedEvents.write(read, inputs, events, out.resolve("unmapped.jsonl"));
    console.println(report.text());
    orderEvents = isOfOrders ? events : orderEvents;
    contactEvents = isOfOrders ? contactEvents : events;
    return report.unmapped() <= InputCounts.MOST_DEAD * report.read();
  }

  /** What an option names, where whatever is wrong with it is a wrong option. */
  private <T> T given(Callable<T> read) throws Exception {
    try {
      return read.call();
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  private Backtest.Settings settings() {
    Policies loaded = policies == null ? Policies.builtIn() : Policies.load(policies);
    Targets decided = targets == null ? Targets.builtIn() : Targets.load(targets);
    return new Backtest.Settings(
        new Rulebook(loaded, custom(loaded), matcher),
        until,
        retention,
        openRetention,
        disorder,
        maxEvents,
        decided,
        notifications(),
        only);
  }

  private List<CustomRule> custom(Policies loaded) {
    PrintWriter console = spec.commandLine().getErr();
    return rules == null ? List.of() : RuleReader.load(rules, loaded, retention, console::println);
  }

  private Backtest.Notifications notifications() {
    return new Backtest.Notifications(
        notifications == null
            ? NotificationSettings.builtIn()
            : NotificationSettings.load(notifications),
        ControlFile.read(silences, SilenceJson::read),
        ControlFile.read(contactPreferences, ContactPreferenceJson::read));
  }

  private void checkReadable(String option, Path file) {
    if (file != null && !(Files.isRegularFile(file) && Files.isReadable(file))) {
      throw wrong(option + " " + file + " is no file that can be read");
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
