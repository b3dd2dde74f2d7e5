package dev.odyssey.benchmarks;

import dev.odyssey.events.OrderEvent;
import dev.odyssey.testdata.simulator.Delivery;
import dev.odyssey.testdata.simulator.SimulationConfig;
import dev.odyssey.testdata.simulator.Simulator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs every contestant over the same input, by turns, and says what an event costs each. */
@Command(
    name = "benchmark",
    subcommands = {
      ScorecardBenchmark.class,
      NotificationBenchmark.class,
      StateBenchmark.class,
      LatencyBenchmark.class,
      PipelineBenchmark.class
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures what an event of an order costs: CPU time and bytes allocated of a",
      "keyed discard, a hand-written function for four rules, stock CEP operators for",
      "the same four, this project's operator for the same four, for every rule, and",
      "with the facts for the scorecards, with state on the heap and in RocksDB.",
      "Contestants take turns within one run, so ratios hold on a busy machine;",
      "absolute times are of that machine."
    })
public final class Benchmark implements Callable<Integer> {

  /** So many orders are open for each that is placed in a day, once things are steady. */
  private static final double OPEN_FOR_DAYS = 2.8;

  /** After so many days things are steady. */
  private static final int DAYS_TO_FILL = 4;

  private static final double EVENTS_PER_ORDER = 8.7;

  @Spec private CommandSpec spec;

  @Option(
      names = "--full",
      description = "Long enough for small differences to show; takes an hour or so.")
  private boolean full;

  @Option(
      names = "--open-orders",
      split = ",",
      paramLabel = "N",
      defaultValue = "1000,100000",
      description = "Open orders, one measurement each (default: ${DEFAULT-VALUE}).")
  private List<Integer> openOrders;

  @Option(
      names = "--contestants",
      split = ",",
      paramLabel = "NAME",
      description = "Who takes part: ${COMPLETION-CANDIDATES} (default: all).")
  private List<Contestant> contestants = List.of(Contestant.values());

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Measured turns of each contestant; the median counts (default: 7, full 15).")
  private Integer rounds;

  @Option(
      names = "--events",
      paramLabel = "N",
      description = "Events a turn (default: 30000, full 100000).")
  private Integer events;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      description =
          "Events at least before the first measured turn (default: 200000, full 500000).")
  private Integer warmUp;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      description =
          "CPU time that a contestant has to warm up and fill its state; who is slower than that is"
              + " measured with as many open orders as it got to (default: 30, full 300).")
  private Integer patience;

  @Mixin private CommonOptions common;

  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(commandLine(out, err).execute(args));
  }

  static CommandLine commandLine(PrintWriter out, PrintWriter err) {
    return new CommandLine(new Benchmark())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(out)
        .setErr(err);
  }

  @Override
  public Integer call() throws IOException {
    rounds = orElse("--rounds", rounds, full ? 15 : 7);
    events = orElse("--events", events, full ? 100_000 : 30_000);
    warmUp = orElse("--warm-up", warmUp, full ? 500_000 : 200_000);
    patience = orElse("--patience", patience, full ? 300 : 30);
    Report report = new Report(spec.commandLine().getOut());
    report.machine();
    SortedMap<Integer, Map<Store, Map<Contestant, Summary>>> all = new TreeMap<>();
    for (int open : openOrders) {
      common.atLeast(1, "--open-orders", open);
      Path input = Files.createTempFile("odyssey-benchmark-", ".events");
      try {
        long fill = simulate(open, input);
        Map<Store, Map<Contestant, Summary>> measured = new EnumMap<>(Store.class);
        for (Store store : common.stores()) {
          measured.put(store, measure(store, input, fill));
        }
        report.table(open, measured);
        all.put(open, measured);
      } finally {
        Files.delete(input);
      }
    }
    report.growth(all);
    return 0;
  }

  private int orElse(String option, Integer given, int otherwise) {
    int chosen = given == null ? otherwise : given;
    common.atLeast(1, option, chosen);
    return chosen;
  }

  /** Writes the input; gives how many events come before the first measured one. */
  private long simulate(int open, Path input) throws IOException {
    int perDay = (int) Math.ceil(open / OPEN_FOR_DAYS);
    long fill = Math.max(warmUp, (long) (perDay * DAYS_TO_FILL * EVENTS_PER_ORDER));
    common.say("simulating %,d events of some %,d open orders ...", fill + rounds * events, open);
    SimulationConfig config =
        SimulationConfig.of(common.seed(), Long.MAX_VALUE >> 1).withOrdersPerDay(perDay);
    Feed.write(orderEvents(new Simulator(config)), fill + (long) rounds * events, input);
    return fill;
  }

  static Iterator<OrderEvent> orderEvents(Simulator simulator) {
    return simulator.stream()
        .filter(Delivery.OfOrder.class::isInstance)
        .map(delivery -> ((Delivery.OfOrder) delivery).event())
        .iterator();
  }

  private Map<Contestant, Summary> measure(Store store, Path input, long fill) throws IOException {
    Map<Contestant, Run.Handle> runs = new EnumMap<>(Contestant.class);
    Map<Contestant, List<Sample>> samples = new EnumMap<>(Contestant.class);
    Map<Contestant, Integer> turns = new EnumMap<>(Contestant.class);
    try {
      for (Contestant contestant : contestants) {
        common.say("%s: %s fills up ...", store.title(), contestant.title());
        Run.Handle run =
            new Run.Handle(command(Run.class, contestant.name(), store.name(), input.toString()));
        runs.put(contestant, run);
        turns.put(contestant, fill(run, fill));
        samples.put(contestant, new ArrayList<>());
      }
      for (int round = 1; round <= rounds; round++) {
        common.say("%s: round %d of %d ...", store.title(), round, rounds);
        for (Contestant contestant : contestants) {
          samples.get(contestant).add(runs.get(contestant).take(turns.get(contestant)));
        }
      }
    } finally {
      runs.values().forEach(Run.Handle::close);
    }
    Map<Contestant, Summary> summaries = new EnumMap<>(Contestant.class);
    samples.forEach((contestant, of) -> summaries.put(contestant, Summary.of(of)));
    return summaries;
  }

  /**
   * Warms a contestant up and fills its state, as far as patience goes.
   *
   * @return how many events it shall take in a turn: fewer, if it is slow
   */
  private int fill(Run.Handle run, long fill) throws IOException {
    int step = Math.min(events, 2_000);
    double spent = 0;
    long taken = 0;
    while (taken < fill) {
      Sample sample = run.take((int) Math.min(step, fill - taken));
      taken += sample.events();
      spent += sample.threadNanos() / 1e9;
      if (spent > patience) {
        double perEvent = sample.threadNanos() / 1e9 / sample.events();
        return (int) Math.max(100, Math.min(events, patience / perEvent / 4 / rounds));
      }
    }
    return events;
  }

  /** The command of a JVM that measures a part. */
  static List<String> command(Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xms3g",
            "-Xmx3g",
            "-XX:+UseParallelGC",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.time=ALL-UNNAMED",
            "-Dodyssey.home=" + System.getProperty("odyssey.home", "../../.."),
            "-cp",
            System.getProperty("java.class.path"),
            main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }
}
