package dev.odyssey.benchmarks;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what counting a fact costs with few and many providers, and few and many days kept. */
@Command(
    name = "scorecards",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures what counting the facts of an order costs, until they are in the rows",
      "of its provider, offering, region and of all: for every number of providers and",
      "of days kept, with state on the heap and in RocksDB. All take turns within one",
      "run, so ratios hold on a busy machine; absolute times are of that machine."
    })
public final class ScorecardBenchmark implements Callable<Integer> {

  /** Facts that are handed over at once while state is filled. */
  private static final int STEP = 5_000;

  /** One market, and what counting its facts took. */
  private record Market(
      int providers, int days, FactFeed feed, ScorecardLane<?> lane, List<Turn> turns) {}

  @Spec private CommandSpec spec;

  @Option(
      names = "--providers",
      split = ",",
      paramLabel = "N",
      defaultValue = "100,10000",
      description = "Providers (default: ${DEFAULT-VALUE}).")
  private List<Integer> providers;

  @Option(
      names = "--days",
      split = ",",
      paramLabel = "N",
      defaultValue = "30,400",
      description = "Days kept (default: ${DEFAULT-VALUE}).")
  private List<Integer> days;

  @Option(
      names = "--orders-per-day",
      paramLabel = "N",
      defaultValue = "500",
      description = "Orders that are placed in a day (default: ${DEFAULT-VALUE}).")
  private int ordersPerDay;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "7",
      description = "Measured turns of each; the median counts (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--facts",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Facts a turn (default: ${DEFAULT-VALUE}).")
  private int facts;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "50000",
      description =
          "Facts of each, beyond those of days past, before its first measured turn (default:"
              + " ${DEFAULT-VALUE}).")
  private int warmUp;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws Exception {
    providers.forEach(n -> common.atLeast(1, "--providers", n));
    days.forEach(n -> common.atLeast(2, "--days", n));
    common.atLeast(2, "--orders-per-day", ordersPerDay);
    common.atLeast(1, "--rounds", rounds);
    common.atLeast(1, "--facts", facts);
    common.atLeast(0, "--warm-up", warmUp);
    PrintWriter out = spec.commandLine().getOut();
    new Report(out).machine();
    out.printf(
        "%n| state | providers | days kept | CPU µs | x first | KB allocated | rows emitted |%n"
            + "|---|---:|---:|---:|---:|---:|---:|%n");
    for (Store store : common.stores()) {
      print(store, measure(store), out);
    }
    return 0;
  }

  private List<Market> measure(Store store) throws Exception {
    List<Market> markets = new ArrayList<>();
    try {
      for (int kept : days) {
        for (int many : providers) {
          common.say("%s: %,d providers and %,d days fill up ...", store.title(), many, kept);
          Market market =
              new Market(
                  many,
                  kept,
                  new FactFeed(many, kept, ordersPerDay, common.seed()),
                  ScorecardLane.open(Duration.ofDays(kept), store),
                  new ArrayList<>());
          markets.add(market);
          fill(market);
        }
      }
      for (int round = 1; round <= rounds; round++) {
        common.say("%s: round %d of %d ...", store.title(), round, rounds);
        for (Market market : markets) {
          market.turns().add(turn(market));
        }
      }
    } finally {
      for (Market market : markets) {
        market.lane().close();
      }
    }
    return markets;
  }

  private void fill(Market market) throws Exception {
    int left = market.feed().past() + warmUp;
    while (left > 0) {
      Batch batch = market.feed().next(Math.min(STEP, left));
      market.lane().feed(batch);
      left -= batch.size();
    }
  }

  private Turn turn(Market market) throws Exception {
    Batch batch = market.feed().next(facts);
    long rows = market.lane().rows();
    Meter before = Meter.read();
    market.lane().feed(batch);
    return new Turn(facts, Meter.since(before), market.lane().rows() - rows);
  }

  private static void print(Store store, List<Market> markets, PrintWriter out) {
    double first = cpu(markets.get(0));
    for (Market market : markets) {
      out.printf(
          Locale.ROOT,
          "| %s | %,d | %,d | %.2f | %.2f | %.2f | %.2f |%n",
          store.title(),
          market.providers(),
          market.days(),
          cpu(market),
          cpu(market) / first,
          Summary.median(market.turns(), Turn::kibPerRecord),
          Summary.median(market.turns(), Turn::outPerRecord));
    }
    out.flush();
  }

  private static double cpu(Market market) {
    return Summary.median(market.turns(), Turn::threadMicrosPerRecord);
  }
}
