package dev.odyssey.benchmarks;

import static dev.odyssey.benchmarks.Reach.MESSAGES;
import static dev.odyssey.benchmarks.Reach.NOWHERE;

import dev.odyssey.testdata.simulator.SimulationConfig;
import dev.odyssey.testdata.simulator.Simulator;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what a change of a defect costs the notifications, and an event of an order. */
@Command(
    name = "notifications",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures what a change of a defect costs until the incident, the alert and the",
      "messages that it means are told, in fair weather and in a storm, with few and",
      "with many open defects, on the heap and in RocksDB; and what an event of an",
      "order costs those who watch whether events come. All take turns within one",
      "run, so ratios hold on a busy machine; absolute times are of that machine."
    })
public final class NotificationBenchmark implements Callable<Integer> {

  /** Changes that are handed over at once while state is filled. */
  private static final int STEP = 5_000;

  /** What is usual in a region is known after so many days. */
  private static final int DAYS_TO_LEARN = 4;

  private static final double EVENTS_PER_ORDER = 8.7;

  /** One way of the changes, and what it took. */
  private record Market(Reach reach, ChangeFeed feed, NotificationLane lane, List<Turn> turns) {}

  @Spec private CommandSpec spec;

  @Option(
      names = "--full",
      description =
          "All of it with every number of open defects, and not only with the first; takes half an"
              + " hour or so.")
  private boolean full;

  @Option(
      names = "--open-defects",
      split = ",",
      paramLabel = "N",
      defaultValue = "1000,100000",
      description =
          "Open defects; with the first all is measured, with others what they change (default:"
              + " ${DEFAULT-VALUE}).")
  private List<Integer> openDefects;

  @Option(
      names = "--orders-per-day",
      paramLabel = "N",
      defaultValue = "20000",
      description =
          "Orders whose events are watched that are placed in a day (default: ${DEFAULT-VALUE}).")
  private int ordersPerDay;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "7",
      description = "Measured turns of each; the median counts (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--changes",
      paramLabel = "N",
      defaultValue = "5000",
      description = "Changes a turn, and ten times as many events (default: ${DEFAULT-VALUE}).")
  private int changes;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "20000",
      description =
          "Changes of each at least before its first measured turn (default: ${DEFAULT-VALUE}).")
  private int warmUp;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws Exception {
    openDefects.forEach(n -> common.atLeast(ChangeFeed.LEAST_OPEN, "--open-defects", n));
    common.atLeast(1, "--orders-per-day", ordersPerDay);
    common.atLeast(1, "--rounds", rounds);
    common.atLeast(1, "--changes", changes);
    common.atLeast(0, "--warm-up", warmUp);
    PrintWriter out = spec.commandLine().getOut();
    new Report(out).machine();
    out.printf(
        "%n| state | open defects | what | CPU µs | x discard | KB allocated | x discard"
            + " | x first | told |%n"
            + "|---|---:|---|---:|---:|---:|---:|---:|---:|%n");
    for (Store store : common.stores()) {
      Map<Reach, List<Turn>> first = null;
      for (int open : openDefects) {
        Map<Reach, List<Turn>> turns = measure(open, first == null || full, store);
        first = first == null ? turns : first;
        print(store, open, turns, first, out);
      }
    }
    out.printf(
        "%n| an event of an order | CPU µs | x discard | KB allocated | x discard | counts |%n"
            + "|---|---:|---:|---:|---:|---:|%n");
    watch(out);
    return 0;
  }

  private Map<Reach, List<Turn>> measure(int open, boolean all, Store store) throws Exception {
    List<Market> markets = new ArrayList<>();
    try {
      for (Reach reach : all ? EnumSet.allOf(Reach.class) : EnumSet.of(NOWHERE, MESSAGES)) {
        common.say("%s, %,d open: %s fills up ...", store.title(), open, reach.title());
        ChangeFeed feed = new ChangeFeed(open, reach.isStorm(), common.seed());
        Market market =
            new Market(
                reach,
                feed,
                new NotificationLane(reach, feed.retention(), store),
                new ArrayList<>());
        markets.add(market);
        for (int left = Math.max(warmUp, feed.filling()); left > 0; left -= STEP) {
          market.lane().feed(feed.next(Math.min(STEP, left)));
        }
      }
      for (int round = 1; round <= rounds; round++) {
        common.say("%s, %,d open: round %d of %d ...", store.title(), open, round, rounds);
        for (Market market : markets) {
          market.turns().add(turn(market));
        }
      }
    } finally {
      for (Market market : markets) {
        market.lane().close();
      }
    }
    Map<Reach, List<Turn>> turns = new EnumMap<>(Reach.class);
    markets.forEach(market -> turns.put(market.reach(), market.turns()));
    return turns;
  }

  private Turn turn(Market market) throws Exception {
    Batch batch = market.feed().next(changes);
    long before = market.lane().out();
    Meter meter = Meter.read();
    market.lane().feed(batch);
    return new Turn(changes, Meter.since(meter), market.lane().out() - before);
  }

  private static void print(
      Store store,
      int open,
      Map<Reach, List<Turn>> measured,
      Map<Reach, List<Turn>> first,
      PrintWriter out) {
    measured.forEach(
        (reach, turns) ->
            out.printf(
                Locale.ROOT,
                "| %s | %,d | %s | %s | %.2f | %.2f |%n",
                store.title(),
                open,
                reach.title(),
                against(turns, measured.get(reach.floor())),
                cpu(turns) / cpu(first.get(reach)),
                Summary.median(turns, Turn::outPerRecord)));
    out.flush();
  }

  /** What an event costs those who watch, and those who do nothing with it. */
  private void watch(PrintWriter out) throws Exception {
    int events = 10 * changes;
    long learned = (long) (DAYS_TO_LEARN * EVENTS_PER_ORDER * ordersPerDay);
    common.say("%,d events of orders are simulated and watched ...", learned + rounds * events);
    Path input = Files.createTempFile("odyssey-benchmark-", ".events");
    try {
      SimulationConfig config =
          SimulationConfig.of(common.seed(), Long.MAX_VALUE >> 1).withOrdersPerDay(ordersPerDay);
      Feed.write(
          Benchmark.orderEvents(new Simulator(config)), learned + (long) rounds * events, input);
      List<Turn> discarded = new ArrayList<>();
      List<Turn> watched = new ArrayList<>();
      try (Feed feed = Feed.open(input);
          WatchLane watch = new WatchLane();
          Lane<?> discard = Contestant.FLOOR.open(Store.HEAP, new NoFindings()).get(0)) {
        for (long left = learned; left > 0; left -= STEP) {
          Chunk chunk = feed.next((int) Math.min(STEP, left));
          discard.feed(chunk);
          watch.feed(chunk);
        }
        for (int round = 1; round <= rounds; round++) {
          Chunk chunk = feed.next(events);
          Meter meter = Meter.read();
          discard.feed(chunk);
          discarded.add(new Turn(events, Meter.since(meter), 0));
          long before = watch.counts();
          meter = Meter.read();
          watch.feed(chunk);
          watched.add(new Turn(events, Meter.since(meter), watch.counts() - before));
        }
      }
      print("keyed discard", discarded, discarded, out);
      print("counted and watched", watched, discarded, out);
    } finally {
      Files.delete(input);
    }
  }

  private static void print(String what, List<Turn> turns, List<Turn> floor, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "| %s | %s | %.2f |%n",
        what,
        against(turns, floor),
        Summary.median(turns, Turn::outPerRecord));
    out.flush();
  }

  /** CPU time and allocation, and both as multiples of somebody else's. */
  private static String against(List<Turn> turns, List<Turn> floor) {
    double kib = Summary.median(turns, Turn::kibPerRecord);
    return String.format(
        Locale.ROOT,
        "%.2f | %.2f | %.2f | %.2f",
        cpu(turns),
        cpu(turns) / cpu(floor),
        kib,
        kib / Summary.median(floor, Turn::kibPerRecord));
  }

  private static double cpu(List<Turn> turns) {
    return Summary.median(turns, Turn::threadMicrosPerRecord);
  }

  /** Who is told of nothing. */
  private static final class NoFindings implements Findings {
    @Override
    public void found(String code, String anchorEventId) {
      throw new IllegalStateException("a discard has found " + code + " at " + anchorEventId);
    }

    @Override
    public void retracted(String code, String anchorEventId) {
      throw new IllegalStateException("a discard has retracted " + code + " at " + anchorEventId);
    }
  }
}
