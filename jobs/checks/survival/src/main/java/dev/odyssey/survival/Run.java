package dev.odyssey.survival;

import dev.odyssey.survival.RunReport.Stroke;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * One run: a platform of its own is fed and struck by a plan, and when all is over, what came out
 * is compared with a backtest of the same events. Not thread-safe, and for one use.
 */
final class Run {

  /** What is sent before the first blow can fall, and after the last part is back. */
  private static final Duration LEAD = Duration.ofSeconds(5);

  /** How long each thing may take that must happen. */
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration ASK_EVERY = Duration.ofSeconds(1);
  private static final Duration COMPARE_EVERY = Duration.ofSeconds(2);

  private final Path directory;
  private final int orders;
  private final Set<Job> jobs;
  private final Plan plan;
  private final Clock clock;
  private final Consumer<String> progress;
  private final List<Stroke> strokes = new ArrayList<>();
  private final ToldMetrics told = new ToldMetrics();
  private Market market;
  private Platform platform;
  private Feed feed;
  private Committed witness;
  private Instant struck;
  private boolean out;
  private boolean recovering;
  private Instant askAt = Instant.MIN;
  private int restores;

  /**
   * A run to be.
   *
   * @param directory its own; deleted where the suite survives
   * @param orders how many are placed
   * @param progress is told what happens, a line at a time
   */
  Run(
      Path directory,
      int orders,
      Set<Job> jobs,
      Plan plan,
      Clock clock,
      Consumer<String> progress) {
    this.directory = directory;
    this.orders = orders;
    this.jobs = Set.copyOf(jobs);
    this.plan = plan;
    this.clock = clock;
    this.progress = progress;
  }

  /** Does all of it. What goes wrong is in the report; what was written then stays where it is. */
  RunReport execute() {
    Instant begun = clock.instant();
    List<String> differences = List.of();
    Optional<String> failure = Optional.empty();
    market = Market.simulate(plan.seed(), orders, jobs);
    CompletableFuture<Expectation> expectation =
        CompletableFuture.supplyAsync(() -> Expectation.of(market, directory.resolve("backtest")));
    try {
      differences = survive(expectation);
    } catch (RuntimeException e) {
      failure = Optional.of(String.valueOf(e));
      progress.accept("failed: " + e);
    } finally {
      if (platform != null) {
        platform.stop();
      }
    }
    return new RunReport(
        plan,
        strokes,
        market.deliveries().size(),
        restores,
        platform == null ? 0 : platform.endedTaskManagers(),
        Duration.between(begun, clock.instant()),
        differences,
        failure);
  }

  private List<String> survive(CompletableFuture<Expectation> expectation) {
    platform = Platform.start(directory.resolve("platform"), jobs, plan.heartbeats(), plan.seed());
    progress.accept("all jobs run");
    Duration length = LEAD.plus(plan.end()).plus(LEAD);
    try (Feed fed = new Feed(platform.bootstrapServers(), market, plan, length, clock);
        Committed read = new Committed(platform.bootstrapServers(), Seen.topics())) {
      feed = fed;
      witness = read;
      feed.start();
      watchUntil("the first result", () -> !witness.isEmpty());
      Instant zero = clock.instant();
      for (Blow blow : plan.blows()) {
        watch(zero.plus(blow.at()));
        deal(blow, zero);
      }
      feed.sendTheRest();
      watchUntil("the end of the feed", feed::isOver);
      watchUntil("every job to run", () -> !recovering);
      progress.accept("all is sent, every job runs");
      return compare(expectation.join());
    }
  }

  private void deal(Blow blow, Instant zero) {
    recovering = false;
    // Whoever is killed tells no more what he has counted.
    told.add(platform.metrics());
    out = true;
    struck = clock.instant();
    platform.strike(blow);
    progress.accept(
        "killed %s at %s".formatted(blow.parts(), Texts.seconds(Duration.between(zero, struck))));
    watch(struck.plus(blow.outage()));
    platform.bringBack(blow);
    out = false;
    recovering = true;
    Duration outage = Duration.between(struck, clock.instant());
    strokes.add(new Stroke(blow, outage, Optional.empty()));
    progress.accept("back after " + Texts.seconds(outage));
  }

  /** Looks on until an instant. */
  private void watch(Instant until) {
    while (clock.instant().isBefore(until)) {
      look();
    }
  }

  /** Looks on until something is so. */
  private void watchUntil(String what, BooleanSupplier isSo) {
    Instant end = clock.instant().plus(PATIENCE).plus(plan.end());
    while (!isSo.getAsBoolean()) {
      if (clock.instant().isAfter(end)) {
        throw new IllegalStateException("waited in vain for " + what);
      }
      look();
    }
  }

  private void look() {
    witness.poll(POLL);
    Instant now = clock.instant();
    if (out || now.isBefore(askAt)) {
      return;
    }
    askAt = now.plus(ASK_EVERY);
    platform.superviseTaskManagers();
    if (recovering && platform.suite().isWell()) {
      recovering = false;
      int last = strokes.size() - 1;
      Stroke stroke = strokes.get(last);
      Duration whole = Duration.between(struck, clock.instant());
      strokes.set(last, new Stroke(stroke.blow(), stroke.out(), Optional.of(whole)));
      progress.accept("whole again after " + Texts.seconds(whole));
    }
  }

  private List<String> compare(Expectation expectation) {
    Instant end = clock.instant().plus(PATIENCE);
    List<String> differences;
    do {
      Instant next = clock.instant().plus(COMPARE_EVERY);
      watch(next);
      witness.toEnd();
      differences = differences(expectation, witness);
    } while (!differences.isEmpty() && clock.instant().isBefore(end));
    // Whatever may still be under way behind the last result is visible after these.
    platform.suite().awaitCheckpoints(2, PATIENCE);
    restores = platform.suite().restores();
    told.add(platform.metrics());
    try (Committed now = new Committed(platform.bootstrapServers(), Seen.topics())) {
      List<String> last;
      Instant late = clock.instant().plus(PATIENCE);
      do {
        // Tables follow the topics at some distance.
        now.toEnd();
        last = new ArrayList<>(differences(expectation, now));
      } while (!last.isEmpty() && clock.instant().isBefore(late));
      long gone = now.missing(witness);
      if (gone > 0) {
        last.add(gone + " committed records were seen, and are not there any more");
      }
      return last;
    }
  }

  private List<String> differences(Expectation expectation, Committed committed) {
    return Verdict.differences(
        jobs, expectation, feed.rubbish(), Seen.of(committed, platform.tables()));
  }

  /** What the processes told of themselves, as it was asked before each blow and at the end. */
  ToldMetrics told() {
    return told;
  }

  /** Deletes what the run wrote. */
  void discard() {
    if (platform != null) {
      platform.close();
    }
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + directory, e);
    }
  }
}
