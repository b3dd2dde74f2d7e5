package dev.odyssey.backtest;

import dev.odyssey.codec.Instants;
import dev.odyssey.detection.custom.CustomRule;
import dev.odyssey.detection.documents.DocumentKey;
import dev.odyssey.detection.job.MatcherKind;
import dev.odyssey.detection.job.Rulebook;
import dev.odyssey.detection.operator.DetectionSettings;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.mapping.Inputs;
import dev.odyssey.notifications.settings.NotificationSettings;
import dev.odyssey.scorecards.tiers.Targets;
import dev.odyssey.streaming.yaml.StrictYaml;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line for rules of one's own. */
@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    description = {
      "Checks rules of one's own, tries them over a history, and publishes them while the jobs run.",
      "Files are as for --rules of the jobs; publish and shadow also take a version of the policies."
    })
public final class RulesCli {

  private final Clock clock;
  private final RulesTopic.Finder topics;

  @Spec private CommandSpec spec;

  private RulesCli(Clock clock, RulesTopic.Finder topics) {
    this.clock = clock;
    this.topics = topics;
  }

  public static void main(String[] args) {
    System.exit(commandLine(Clock.systemUTC(), KafkaRulesTopic::new).execute(args));
  }

  static CommandLine commandLine(Clock clock, RulesTopic.Finder topics) {
    return new CommandLine(new RulesCli(clock, topics))
        .registerConverter(
            Duration.class, BacktestCli.converter(Duration::parse, "an ISO-8601 duration"))
        .registerConverter(
            Instant.class, BacktestCli.converter(Instant::parse, "an ISO-8601 instant"))
        .setExecutionExceptionHandler(
            (e, command, parsed) -> {
              if (e instanceof IllegalArgumentException || e instanceof IllegalStateException) {
                command.getErr().println(e.getMessage());
                command.getErr().flush();
                return CommandLine.ExitCode.SOFTWARE;
              }
              throw e;
            });
  }

  /** What rules are checked against. */
  static final class Against {
    @Option(
        names = "--policies",
        paramLabel = "FILE",
        description = "Policies whose settings and calendars rules may name. Default: built in.")
    private Path policies;

    @Option(
        names = "--retention",
        paramLabel = "DURATION",
        description = "Of the jobs: nothing can be looked for beyond it. Default: P90D.")
    private Duration retention = DetectionSettings.DEFAULT_RETENTION;

    Policies policies() {
      return policies == null ? Policies.builtIn() : Policies.load(policies);
    }
  }

  /** From when versions hold. */
  static final class Begin {
    @Option(
        names = "--from",
        paramLabel = "INSTANT",
        description = "For versions that do not say from when they hold.")
    private Instant from;
  }

  /** Where rules are published. */
  static final class Brokers {
    @Option(
        names = {"--kafka.servers", "--kafka.bootstrap-servers"},
        paramLabel = "HOST:PORT",
        defaultValue = "${env:ODYSSEY_KAFKA:-localhost:19092}",
        description = "The brokers. Default: those of the sandbox.")
    private String servers;

    @Option(
        names = "--kafka.topic-prefix",
        paramLabel = "PREFIX",
        defaultValue = "",
        description = "What the names of the installation's topics begin with.")
    private String prefix;

    @Option(
        names = "--kafka.properties-file",
        paramLabel = "FILE",
        description = "Properties of Kafka's clients, such as those of security.")
    private Path properties;

    RulesTopic topic(RulesTopic.Finder topics) {
      Properties read = new Properties();
      if (properties != null) {
        try (Reader in = Files.newBufferedReader(properties)) {
          read.load(in);
        } catch (IOException e) {
          throw new IllegalArgumentException(properties + " cannot be read: " + e, e);
        }
      }
      return topics.on(servers, prefix, read);
    }
  }

  @Command(
      name = "check",
      description = "Says whether a file would be taken, and what is wrong with it.")
  int check(@Parameters(paramLabel = "FILE") Path file, @Mixin Against against) {
    RuleFile rules = RuleFile.read(file);
    if (rules.isOfPolicies()) {
      rules.checkPolicies(against.policies(), clock.instant());
      out().println(file + ": a version of the policies, nothing wrong");
    } else {
      List<CustomRule> read = checked(rules, against);
      out().println(file + ": " + read.size() + " versions of rules, nothing wrong");
    }
    out().flush();
    return CommandLine.ExitCode.OK;
  }

  private List<CustomRule> checked(RuleFile rules, Against against) {
    return rules.rules(against.policies(), against.retention, err()::println);
  }

  @Command(
      name = "try",
      description = {
        "Runs rules over a history and says of each how many anchors it met, and how many defects it"
            + " raised, cleared and retracted, with three examples.",
        "A history is a file of JSON events, or a directory with one of orders, one of contacts, or"
            + " both, named so."
      })
  int tryOut(
      @Parameters(paramLabel = "FILE") Path file,
      @Option(names = "--on", required = true, paramLabel = "HISTORY") List<Path> history,
      @Option(
              names = "--out",
              paramLabel = "DIR",
              description = "Keeps all that the run writes there. Default: it is removed.")
          Path kept,
      @Mixin Against against)
      throws Exception {
    Policies policies = against.policies();
    List<CustomRule> rules = checked(RuleFile.read(file), against);
    Histories read = Histories.of(history);
    Path written = kept == null ? Files.createTempDirectory("rules-try") : kept;
    try {
      Report report =
          new Backtest(
                  new Backtest.Settings(
                      new Rulebook(policies, rules, MatcherKind.TABLE),
                      null,
                      against.retention,
                      DetectionSettings.DEFAULT_OPEN_RETENTION,
                      Duration.ofSeconds(5),
                      DetectionSettings.DEFAULT_MAX_EVENTS,
                      Targets.builtIn(),
                      new Backtest.Notifications(
                          NotificationSettings.builtIn(), List.of(), List.of()),
                      Set.of(Backtest.Subject.DEFECTS)),
                  written)
              .run(read.orders(), read.contacts());
      explain(report.rules().lines(rules), written);
    } finally {
      if (kept == null) {
        remove(written);
      }
    }
    return CommandLine.ExitCode.OK;
  }

  private void explain(List<RuleReport.Line> lines, Path written) throws IOException {
    Set<String> codes = lines.stream().map(RuleReport.Line::code).collect(Collectors.toSet());
    Examples live = Examples.read(Backtest.Output.DEFECTS.in(written), codes);
    Examples shadow = Examples.read(Backtest.Output.SHADOW.in(written), codes);
    for (RuleReport.Line line : lines) {
      out()
          .printf(
              "%s: anchors %s, raised %d, cleared %d, retracted %d%n",
              line.name(), line.met(), line.raised(), line.cleared(), line.retracted());
      (line.shadow() ? shadow : live).of(line.code()).forEach(out()::print);
    }
    out().flush();
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** The files of a history. */
  private record Histories(Path orders, Path contacts) {

    static Histories of(List<Path> given) throws IOException {
      Path orders = null;
      Path contacts = null;
      for (Path path : given) {
        for (Path file : files(path)) {
          if (isOfContacts(file)) {
            contacts = contacts == null ? file : contacts;
          } else {
            orders = orders == null ? file : orders;
          }
        }
      }
      if (orders == null && contacts == null) {
        throw new IllegalArgumentException("no history in " + given);
      }
      return new Histories(orders, contacts);
    }

    private static List<Path> files(Path path) throws IOException {
      if (!Files.isDirectory(path)) {
        return List.of(path);
      }
      try (Stream<Path> files = Files.list(path)) {
        return files
            .filter(file -> name(file).matches("(order|contact).*\\.jsonl(\\.gz)?"))
            .sorted(Comparator.comparing(Histories::isAnyOrder).thenComparing(Path::toString))
            .toList();
      }
    }

    /** Of several arrivals of one history the one in order comes first. */
    private static boolean isAnyOrder(Path file) {
      return name(file).contains("any-order");
    }

    private static String name(Path file) {
      return file.getFileName().toString();
    }

    /** By its first event: of the two kinds only one has contacts. */
    private static boolean isOfContacts(Path file) throws IOException {
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(Inputs.open(file), StandardCharsets.UTF_8))) {
        return lines
            .lines()
            .filter(Predicate.not(String::isBlank))
            .findFirst()
            .map(line -> line.contains("\"contactId\""))
            .orElse(false);
      }
    }
  }

  @Command(
      name = "publish",
      description = {
        "Publishes the versions of a file for the running jobs, live or as the file says.",
        "Each holds from its from on, which must still be to come: a job puts aside what is late."
      })
  int publish(
      @Parameters(paramLabel = "FILE") Path file,
      @Mixin Begin begin,
      @Mixin Against against,
      @Mixin Brokers brokers)
      throws InterruptedException {
    return publish(file, begin.from, null, against, brokers);
  }

  @Command(
      name = "shadow",
      description = "Publishes them so that they only show what they would change.")
  int shadow(
      @Parameters(paramLabel = "FILE") Path file,
      @Mixin Begin begin,
      @Mixin Against against,
      @Mixin Brokers brokers)
      throws InterruptedException {
    return publish(file, begin.from, "shadow", against, brokers);
  }

  private int publish(Path file, Instant from, String mode, Against against, Brokers brokers)
      throws InterruptedException {
    RuleFile rules = RuleFile.read(file);
    if (rules.isOfPolicies()) {
      rules.checkPolicies(against.policies(), from);
    } else {
      checked(rules, against);
    }
    publish(rules.publications(from, mode), brokers.topic(topics));
    return CommandLine.ExitCode.OK;
  }

  private void publish(List<RuleFile.Publication> publications, RulesTopic topic)
      throws InterruptedException {
    for (RuleFile.Publication publication : publications) {
      if (publication.key().from() < clock.millis()) {
        throw new IllegalArgumentException(
            publication.key().text()
                + ": its from is over, the jobs would refuse it; nothing is published");
      }
    }
    for (RuleFile.Publication publication : publications) {
      topic.publish(publication.key(), publication.json());
      out().println(publication.key().text() + " is published to " + topic);
    }
    out().flush();
  }

  @Command(
      name = "promote",
      description = "Publishes the latest version of a rule that is in the shadow as a live one.")
  int promote(
      @Parameters(paramLabel = "CODE") String code,
      @Option(names = "--from", required = true, paramLabel = "INSTANT") Instant from,
      @Mixin Brokers brokers)
      throws InterruptedException {
    RulesTopic topic = brokers.topic(topics);
    Published latest =
        published(topic).stream()
            .filter(document -> document.key().name().equals(code) && document.isShadow())
            .max(Comparator.comparingLong(document -> document.key().from()))
            .orElseThrow(
                () -> new IllegalArgumentException(code + ": nothing in the shadow on " + topic));
    Map<Object, Object> live = new LinkedHashMap<>(latest.said());
    live.remove("from");
    publish(List.of(RuleFile.publication(code, live, from, "live")), topic);
    return CommandLine.ExitCode.OK;
  }

  @Command(
      name = "list",
      description = {
        "Lists what the topic says: in force, to come, or over; live or in the shadow.",
        "What jobs have from files, and whether a job took a document, it does not know."
      })
  int list(@Mixin Brokers brokers) {
    long now = clock.millis();
    List<Published> all = published(brokers.topic(topics));
    out().printf("%-50s %-8s %s%n", "key", "mode", "state");
    for (Published document : all) {
      out()
          .printf(
              "%-50s %-8s %s%n",
              document.key().text(),
              document.isShadow() ? "shadow" : "live",
              document.state(all, now));
    }
    out().flush();
    return CommandLine.ExitCode.OK;
  }

  /** A document of the topic. */
  private record Published(DocumentKey key, Map<?, ?> said) {

    boolean isShadow() {
      return "shadow".equals(said.get("mode"));
    }

    String state(List<Published> all, long now) {
      if (key.from() > now) {
        return "to come";
      }
      long end = said.get("until") == null ? Long.MAX_VALUE : instant(said.get("until"));
      for (Published other : all) {
        boolean follows = other.key.name().equals(key.name()) && other.key.from() > key.from();
        if (follows && (isShadow() || !other.isShadow())) {
          end = Math.min(end, other.key.from());
        }
      }
      return end <= now ? "over since " + Instants.format(end) : "in force";
    }

    private static long instant(Object text) {
      return Instant.parse(text.toString()).toEpochMilli();
    }
  }

  private List<Published> published(RulesTopic topic) {
    List<Published> published = new ArrayList<>();
    topic
        .documents()
        .forEach(
            (key, json) -> {
              try {
                published.add(
                    new Published(
                        DocumentKey.parse(key), new StrictYaml("Document", key).read(json)));
              } catch (IllegalArgumentException e) {
                err().println(e.getMessage());
              }
            });
    return published;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
